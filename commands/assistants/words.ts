import type { Assistant } from '../../src/assistants/directory.ts';
import type { KnownFile } from '../../src/assistants/knowledge.ts';
import { plainName } from '../../src/markdown/plain-name.ts';
import { sizeInWords } from '../../src/markdown/size-in-words.ts';
import type { Say } from '../../src/texts/texts.ts';

type Tool = Assistant['tools'][number];

const MAX_FUNCTIONS = 8;

/** What an assistant can do besides talking, as the end of a sentence. */
export function toolsInWords({ tools }: Assistant, say: Say): string {
  const functions = tools.filter((tool) => tool.type === 'function');
  const names = functions.slice(0, MAX_FUNCTIONS).map(({ function: { name } }) => `\`${name}\``);
  const words = [
    ...(has(tools, 'file_search') ? [say('assistants.canSearchFiles')] : []),
    ...(has(tools, 'code_interpreter') ? [say('assistants.canRunCode')] : []),
    ...(names.length > 0 ? [say('assistants.canCall', { names: names.join(', ') })] : []),
    ...(functions.length > MAX_FUNCTIONS
      ? [say('assistants.canCallMore', { count: functions.length - MAX_FUNCTIONS })]
      : []),
  ];
  return words.length > 0 ? words.join(', ') : say('assistants.canOnlyTalk');
}

function has(tools: readonly Tool[], wanted: string): boolean {
  return tools.some(({ type }) => type === wanted);
}

/** One line for a file of an assistant's knowledge. */
export function fileLine({ name, bytes, status, problem }: KnownFile, say: Say): string {
  return say('assistants.fileLine', {
    name: plainName(name, 80),
    size: sizeInWords(bytes),
    state: status === 'completed' ? say('assistants.fileReady') : fileState(status, problem, say),
  });
}

function fileState(status: KnownFile['status'], problem: KnownFile['problem'], say: Say): string {
  return status === 'in_progress'
    ? say('assistants.fileInProgress')
    : say('assistants.fileFailed', { why: why(problem, say) });
}

/** Why a file cannot be searched, in words. */
export function why(problem: KnownFile['problem'], say: Say): string {
  switch (problem) {
    case 'unsupported_file':
      return say('assistants.fileUnsupported');
    case 'invalid_file':
      return say('assistants.fileInvalid');
    case 'server_error':
    case undefined:
    default:
      return say('assistants.fileServerError');
  }
}
