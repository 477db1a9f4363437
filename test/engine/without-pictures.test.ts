import { APIError } from 'openai';
import { expect, test } from 'vitest';
import { createChatModel } from '../../src/engine/models/chat.ts';
import type { ModelRequest } from '../../src/engine/models/model.ts';
import { createResponsesModel } from '../../src/engine/models/responses.ts';
import { createWithoutPictures } from '../../src/engine/models/without-pictures.ts';
import { answering, type Behaviour, refusing, startModelServer } from '../support/model-server.ts';

const QUESTION: ModelRequest = {
  instructions: '',
  input: [
    {
      type: 'message',
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'auto' },
      ],
    },
  ],
};
const NO_RETRY = { 'x-should-retry': 'false' };

/** What the server was asked, question by question: whether it saw the picture. */
async function ask(...behaviours: readonly Behaviour[]) {
  const { url: baseUrl, requests } = await startModelServer(...behaviours);
  const model = createChatModel({ baseUrl, defaultModel: 'local' });
  return {
    asked: () => requests.map(({ body }) => JSON.stringify(body['messages']).includes('image_url')),
    requests,
    async question(asked = QUESTION) {
      const events = await Array.fromAsync(model.answer(asked, new AbortController().signal));
      return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
    },
  };
}

test.each([
  [400, 'Model does not support images. Please use a model that does.'],
  [400, 'Invalid content type. image_url is only supported by certain models.'],
  [400, 'messages[0].content must be a string'],
  [400, 'At most 0 image(s) may be provided in one request.'],
  [404, 'No endpoints found that support image input'],
  [422, 'Failed to deserialize: messages[0]: unknown variant `image_url`, expected `text`'],
  [500, 'image input is not supported - hint: you may need to provide the mmproj'],
  [500, 'this model is missing data required for image input'],
])(
  'a model that cannot see answers the question all the same, and is not shown pictures again (%i %s)',
  async (status, message) => {
    const { question, asked, requests } = await ask(refusing(status, { message }, NO_RETRY), answering('Hi'));

    expect(await question()).toBe('Hi');
    expect(await question()).toBe('Hi');

    expect(asked()).toEqual([true, false, false]);
    expect(requests[1]?.body['messages']).toEqual([
      { role: 'user', content: 'What is this?\n\n[A picture that this model cannot see.]' },
    ]);
  },
);

test.each(['Invalid image data', 'This image format is not supported.', 'Too many images: at most 0 more'])(
  'a picture that is not taken (%s) is left out once, and the next one is shown again',
  async (message) => {
    const { question, asked } = await ask(refusing(400, { message }), answering('Hi'));

    expect(await question()).toBe('Hi');
    expect(await question()).toBe('Hi');

    expect(asked()).toEqual([true, false, true]);
  },
);

test.each([
  [400, 'Invalid temperature'],
  [404, 'model "local" not found'],
  [401, 'No image for you'],
  [429, 'Too many images'],
])('another refusal is not about pictures (%i %s)', async (status, message) => {
  const { question, asked } = await ask(refusing(status, { message }, NO_RETRY));

  await expect(question()).rejects.toThrow(/refused/);

  expect(asked()).not.toContain(false);
});

test('a question without pictures is asked once', async () => {
  const { question, requests } = await ask(refusing(404, { message: 'image not found' }));
  const input: ModelRequest['input'] = [{ type: 'message', role: 'user', content: [{ type: 'text', text: 'Hi' }] }];

  await expect(question({ ...QUESTION, input })).rejects.toThrow();

  expect(requests).toHaveLength(1);
});

test('a picture that OpenAI does not take is left out', async () => {
  const { url: baseUrl, requests } = await startModelServer(
    refusing(400, { message: 'The image data you provided does not represent a valid image.' }),
    answering('Hi'),
  );
  const model = createResponsesModel({ baseUrl, defaultModel: 'gpt-test' });

  const events = await Array.fromAsync(model.answer(QUESTION, new AbortController().signal));

  expect(events.at(-1)).toMatchObject({ type: 'finished', reason: 'stop' });
  expect(requests[1]?.body['input']).toMatchObject([
    { content: [{ text: 'What is this?' }, { type: 'input_text', text: '[A picture that this model cannot see.]' }] },
  ]);
});

test('after an hour a model is shown pictures again', async () => {
  let nowMs = 1_000;
  const withoutPictures = createWithoutPictures(() => nowMs);
  const seen: boolean[] = [];
  const ask = async (given: ModelRequest) => {
    const isShown = JSON.stringify(given).includes('data:image');
    seen.push(isShown);
    if (isShown) throw new APIError(400, { message: 'images are not supported' }, undefined, new Headers());
  };

  for (const hours of [0, 0.5, 1.5]) {
    nowMs = 1_000 + hours * 3_600_000;
    await withoutPictures(QUESTION, 'local', ask);
  }

  expect(seen).toEqual([true, false, false, true, false]);
});
