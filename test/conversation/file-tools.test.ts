import { expect, test } from 'vitest';
import { toolsFor } from '../../src/conversation/file-tools.ts';

test.each([
  ['report.pdf', 'file_search'],
  ['REPORT.PDF', 'file_search'],
  ['slides.pptx', 'file_search'],
  ['main.go', 'file_search'],
  ['table.csv', 'code_interpreter'],
  ['table.xlsx', 'code_interpreter'],
  ['data.json', 'file_search,code_interpreter'],
  ['script.py', 'file_search,code_interpreter'],
  ['movie.mp4', ''],
  ['notes', ''],
  ['table.csv.exe', ''],
])('with both tools %s goes to: %s', (name, tools) => {
  expect(toolsFor(name, ['file_search', 'code_interpreter']).join()).toBe(tools);
});

test.each([
  ['report.pdf', 'code_interpreter'],
  ['main.go', ''],
])('with the code interpreter alone %s goes to: %s', (name, tools) => {
  expect(toolsFor(name, ['code_interpreter']).join()).toBe(tools);
});

test('without tools nothing goes to one', () => {
  expect(toolsFor('report.pdf', [])).toEqual([]);
});
