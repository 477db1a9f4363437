import type { FileTool } from './brought-file.ts';

// https://platform.openai.com/docs/assistants/tools/file-search#supported-files
const PROSE = ['doc', 'docx', 'html', 'md', 'pdf', 'pptx', 'tex', 'txt'];
const CODE = ['c', 'cpp', 'cs', 'css', 'java', 'js', 'json', 'php', 'py', 'rb', 'sh', 'ts'];
const SEARCHED = new Set([...PROSE, ...CODE, 'go']);
// https://platform.openai.com/docs/assistants/tools/code-interpreter#supported-files
const COMPUTED = new Set([...PROSE, ...CODE, 'csv', 'pkl', 'tar', 'xlsx', 'xml', 'zip']);

/** Which of an assistant's tools take a file of this name, and make sense of it: prose is searched if it can be. */
export function toolsFor(name: string, has: readonly FileTool[]): FileTool[] {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const isSearched = has.includes('file_search') && SEARCHED.has(ending);
  const isRead = isSearched && PROSE.includes(ending);
  const isComputed = has.includes('code_interpreter') && COMPUTED.has(ending) && !isRead;
  return [...(isSearched ? ['file_search' as const] : []), ...(isComputed ? ['code_interpreter' as const] : [])];
}
