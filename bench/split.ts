import { splitMessage } from '../src/markdown/split.ts';
import { percentile } from './statistics.ts';

const LENGTH = 100_000;
const TARGET_MS = 40;
const WARM_UP_ROUNDS = 20;
const ROUNDS = 30;

const fill = (text: string) => text.repeat(Math.ceil(LENGTH / text.length)).slice(0, LENGTH);

/** A section of an answer such as models write it. */
const SECTION = `## What to do

Here is **bold text** with *emphasis*, \`inline code\` and [a link](https://example.com/some/page?a=b), in a paragraph of some
length. It has several sentences. ||A spoiler|| for <@123456789012345678>.

1. The first item, with some words
   that go on
   - and **another** in it

   \`\`\`ts
   const answer = 42;
   console.log(answer);
   \`\`\`
2. The second item

> A quote with _words_
> and more of them

Here is the code:

\`\`\`python
${'for index in range(10):\n    print(index, "hello world")\n'.repeat(5)}\`\`\`

`;

const TEXTS: Record<string, string> = {
  'an answer': fill(SECTION),
  prose: fill('The quick brown fox jumps over the lazy dog, and then some. '),
  'Chinese without spaces': fill('这是一个没有空格的句子，它说明了一些事情。'),
  'one word': fill('x'),
  'a list of short items': fill('- item\n'),
  'short paragraphs': fill('x\n\n'),
  'code blocks of one line': fill('```\na\n```\n'),
  'nested quotes': fill('> '),
  'marks that open nothing': fill('_a __a *a **a [a](b ||a `a <a '),
};

/** Prints how much time of the processor it takes to cut 100,000 characters, whatever else runs; fails when an answer takes longer than its target, warm. */
for (const [name, text] of Object.entries(TEXTS)) {
  const times: number[] = [];
  let messages = 0;
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const before = process.threadCpuUsage().user;
    messages = splitMessage(text).length;
    if (round >= WARM_UP_ROUNDS) times.push((process.threadCpuUsage().user - before) / 1_000);
  }
  const [middle, high] = [percentile(times, 0.5), percentile(times, 0.95)];
  const isMissed = name === 'an answer' && middle > TARGET_MS;
  if (isMissed) process.exitCode = 1;
  console.log(
    `${name.padEnd(24)} ${middle.toFixed(1).padStart(6)} ms, p95 ${high.toFixed(1).padStart(6)} ms, ${messages} messages${isMissed ? ` (target: ${TARGET_MS} ms)` : ''}`,
  );
}
