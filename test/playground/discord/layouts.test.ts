import { type APIMessageTopLevelComponent, type Message, MessageFlags, type TopLevelComponentData } from 'discord.js';
import { expect, test } from 'vitest';
import { encodePng } from '../../support/png.ts';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord();
const files = [{ name: 'map.png', attachment: encodePng(4, 3) }];
const text = { type: 10, content: 'Hello' };
const button = { type: 2, style: 1, custom_id: 'go', label: 'Go' };

const send = (...components: object[]): Promise<Message> =>
  stage.general.send({
    components: components as (APIMessageTopLevelComponent & TopLevelComponentData)[],
    flags: MessageFlags.IsComponentsV2,
    files,
  });

test('files are named as attachments, and have an address when they are read', async () => {
  const { discord } = stage;

  await send({
    type: 17,
    components: [
      { type: 9, components: [text], accessory: { type: 11, media: { url: 'attachment://map.png' } } },
      { type: 12, items: [{ media: { url: 'https://example.org/cat.png' } }] },
      { type: 13, file: { url: 'attachment://map.png' } },
    ],
  });

  const url = expect.stringMatching(/\/cdn\/attachments\/.*map\.png/) as string;
  expect(discord.messages('general').at(-1)?.components).toMatchObject([
    {
      components: [
        { accessory: { media: { url, content_type: 'image/png', width: 4, height: 3 } } },
        { items: [{ media: { url: 'https://example.org/cat.png' } }] },
        { file: { url }, name: 'map.png', size: files[0]?.attachment.length },
      ],
    },
  ]);
});

test('what was read can be sent back, and its files stay', async () => {
  const message = await send({ type: 12, items: [{ media: { url: 'attachment://map.png' } }] });

  const edited = await message.edit({ components: [...message.components, { ...text, type: 10 }] });

  expect(edited.components).toHaveLength(2);
  expect(stage.discord.messages('general').at(-1)?.components).toMatchObject([
    { items: [{ media: { content_type: 'image/png' } }] },
    { content: 'Hello' },
  ]);
});

test.each([
  { name: 'a button that is in no row', part: button, place: '0' },
  { name: 'a picture beside nothing', part: { type: 11, media: { url: 'attachment://map.png' } }, place: '0' },
  { name: 'a section without anything beside it', part: { type: 9, components: [text] }, place: '0' },
  {
    name: 'a section with too many texts',
    part: { type: 9, components: [text, text, text, text], accessory: button },
    place: '0',
  },
  {
    name: 'a container in a container',
    part: { type: 17, components: [{ type: 17, components: [text] }] },
    place: '0',
  },
  { name: 'a gallery without pictures', part: { type: 12, items: [] }, place: '0' },
  {
    name: 'a picture that is not there',
    part: { type: 12, items: [{ media: { url: 'attachment://other.png' } }] },
    place: '0',
  },
  { name: 'a file from elsewhere', part: { type: 13, file: { url: 'https://example.org/a.pdf' } }, place: '0' },
  { name: 'a separator of a third size', part: { type: 14, spacing: 3 }, place: '0' },
  {
    name: 'too much text',
    part: {
      type: 17,
      components: [
        { ...text, content: 'x'.repeat(2500) },
        { ...text, content: 'x'.repeat(2500) },
      ],
    },
  },
])('$name is refused', async ({ part }) => {
  await expect(send(part)).rejects.toMatchObject({ code: 50035 });
});
