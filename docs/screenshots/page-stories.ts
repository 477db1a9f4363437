import type { Page } from 'playwright-core';
import type { People } from './people.ts';
import type { View } from './view.ts';

/** Opens the developers' drawer at one of its parts. */
export async function openDrawer({ channel, page }: View, tab: string): Promise<void> {
  await channel.getByRole('button', { name: 'Developer tools' }).click();
  await page.getByRole('tab', { name: tab }).click();
}

/** People talk while Ada is in another channel; then she looks. */
export async function talkAboutYarn({ page, people, channel, goTo }: View): Promise<void> {
  const ada = await people.mention('Ada');
  const question = await people.post('Ada', 'help', {
    content: 'Has anybody dyed with **indigo**? Mine came out _green_ 🌱',
  });
  await people.react('Bob', question, '👀', '💙');
  await people.react('Mia', question, '💙');
  await channel.getByText('Has anybody dyed').waitFor();
  await goTo('general');
  const reply = await people.post('Bob', 'help', {
    replyTo: question.id,
    content: 'Leave it in the air, it turns blue.',
  });
  await people.edit('Bob', reply, 'Leave it in the air for a minute, it turns blue. ||It is magic.||');
  await people.react('Ada', reply, '🎉');
  const swatch = await swatchPicture(page);
  await people.post('Bob', 'help', { content: 'Like so:', attachments: [{ name: 'swatches.png', data: swatch }] });
  await people.post('Mia', 'help', {
    content:
      `${ada} I keep what I use in a small table, see the file.\n` +
      '```js\nconst grams = (yarn) => yarn * 0.02; // indigo for 100 g\n```',
    attachments: [{ name: 'dye-book.pdf', data: Buffer.alloc(48_000, '%PDF-1.7\n').toString('base64') }],
  });
  await goTo('help');
  await channel.getByText('dye-book.pdf').waitFor();
}

/** Some posts in the forum of the playground, of several people, one of them with answers. */
export async function writePosts(people: People): Promise<void> {
  const posts = [
    ['Bob', 'How many stitches for a hat?', 'My head is 56 cm, the yarn says 22 stitches to 10 cm.', ['question']],
    ['Mia', 'A swap table at the next meeting', 'Bring what you will not knit any more, take what you like.', ['idea']],
    ['Ada', 'The row counter skips a row', 'After a pause it goes on with one too many.', ['bug', 'solved']],
    [
      'Bob',
      'Which needle for lace?',
      'The pattern only says “large”. What do you take for 800 m in 100 g?',
      ['question'],
    ],
  ] as const;
  for (const [person, name, content, tags] of posts) {
    const { id } = await people.postInForum(person, 'questions', { name, content, tags: [...tags] });
    if (tags.length > 1) await people.post('Mia', id, { content: 'Found it, thank you! It is mended.' });
  }
}

/** A picture of coloured yarn, in base64. */
async function swatchPicture(page: Page): Promise<string> {
  const colours = ['#b8c98a', '#7fae9c', '#4f8fa8', '#33659b', '#26437e', '#1c2a56'];
  const rows = colours.map(
    (colour, index) =>
      `<g stroke="${colour}" stroke-width="9" fill="none">${[0, 1, 2]
        .map((line) => `<path d="M${index * 80 + 8} ${line * 44 + 26} q16 34 32 0 q16 34 32 0"/>`)
        .join('')}</g>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="160"><rect width="480" height="160" fill="#f4efe6"/>${rows.join('')}</svg>`;
  const drawing = await page.context().newPage();
  await drawing.setViewportSize({ width: 480, height: 160 });
  await drawing.setContent(`<body style="margin:0">${svg}`);
  const png = await drawing.screenshot();
  await drawing.close();
  return png.toString('base64');
}

/** People have talked already, and Ada asks the bot for something in between. */
export async function askForFunction({ people, say, answers, page, channel, thread }: View): Promise<void> {
  const list = await people.post('Bob', 'general', {
    content: 'The list for Friday is up: **twelve poems**, one each.',
  });
  await people.react('Ada', list, '🎉');
  await people.react('Mia', list, '🎉', '📚');
  await people.post('Mia', 'general', { content: 'Twelve! How long will that take? I have the room until nine.' });
  await channel.getByText('until nine').waitFor();
  await say('@Bobbin write a function that counts how many minutes a text takes to read');
  await answers(1);
  const divider = page.getByRole('separator', { name: 'Width of the thread' });
  for (let step = 0; step < 5; step += 1) await divider.press('ArrowLeft');
  await thread.getByRole('button', { name: 'Retry' }).waitFor();
}
