import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OperatorError } from '../src/errors.ts';
import { readSeed } from '../src/seed.ts';
import { ApiError } from '../src/engine/api-error.ts';
import { temporaryFolder } from './support/temporary.ts';

function fileOf(text: string): string {
  const file = join(temporaryFolder(), 'assistants.json');
  writeFileSync(file, text);
  return file;
}

test('a list of assistants, or a kept answer with them, is given to the engine one by one', async () => {
  const assistants = [
    { id: 'asst_1', model: 'gpt-4o', temperature: 1, top_p: 1, name: null },
    { id: 'asst_2', model: 'gpt-4o', temperature: 0, top_p: 0.5 },
  ];
  for (const content of [assistants, { object: 'list', data: assistants, has_more: false }]) {
    const seeded: unknown[] = [];
    const seed = await readSeed(fileOf(JSON.stringify(content)));

    await seed({ seed: async (some) => void seeded.push(...some) });

    // 1 is what OpenAI showed where nobody had set anything.
    expect(seeded).toEqual([{ id: 'asst_1', model: 'gpt-4o', name: null }, assistants[1]]);
  }
});

test.each(['', '{', '{}', '[1]', '[{"name":"no id"}]', '[{"id":""}]'])('“%s” is no such file', async (content) => {
  const path = fileOf(content);

  await expect(readSeed(path)).rejects.toThrow(OperatorError);
  await expect(readSeed(path)).rejects.toThrow(`Cannot read ENGINE_SEED ${path}: `);
});

test('an assistant that the engine refuses is named, with the reason', async () => {
  const seed = await readSeed(fileOf('[{"id":"asst_1"}]'));
  const refusing = { seed: () => Promise.reject(new ApiError(400, 'Too long.')) };

  await expect(seed(refusing)).rejects.toThrow(/the assistant asst_1 cannot be made\. Too long\.$/);
});
