/** What `document-reader.ts` starts: takes one document apart after another. */
import { answerRequests } from '../side-process.ts';
import { extract } from './extract.ts';

answerRequests(extract);
