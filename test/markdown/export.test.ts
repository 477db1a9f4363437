import { describe, expect, test } from 'vitest';
import { type ExportedConversation, toJson, toMarkdown } from '../../src/markdown/export.ts';
import words from '../../src/texts/en/export.json' with { type: 'json' };

const conversation: ExportedConversation = {
  conversationId: '10',
  assistant: { id: 'asst_1', name: 'Bobbin' },
  messages: [
    {
      role: 'user',
      author: { id: '1', name: 'A*d_a' },
      createdAt: '2026-11-25T10:00:00.000Z',
      text: 'Hello\n\n# there',
    },
    { role: 'assistant', createdAt: '2026-11-25T10:00:05.000Z', text: 'Hi.' },
    {
      role: 'user',
      author: { id: '1', name: 'A*d_a' },
      createdAt: '2026-11-25T10:01:00.000Z',
      text: '',
      files: ['file-1'],
    },
  ],
  isCut: true,
};

describe('an exported conversation', () => {
  test('reads well as Markdown', () => {
    expect(toMarkdown(conversation, words)).toBe(
      [
        '# A conversation',
        '*There were older messages than these; they are left out.*',
        '## A\\*d\\_a · 2026-11-25 10:00 UTC',
        'Hello\n\n# there',
        '## Bobbin · 2026-11-25 10:00 UTC',
        'Hi.',
        '## A\\*d\\_a · 2026-11-25 10:01 UTC',
        '*no text*',
        '*Files: file-1*',
        '',
      ]
        .join('\n\n')
        .trimEnd() + '\n',
    );
  });

  test('has everything as JSON', () => {
    expect(JSON.parse(toJson(conversation))).toEqual(conversation);
  });
});
