import { readCorpus } from '../../test/markdown/corpus.ts';

/** Two pictures of docs/rendering.md: an answer as a bot posts it that takes no care, and as Bobbin does. */
export interface AnswerScene {
  /** The pictures are `docs/rendering/<name>-before.png` and `-after.png`. */
  readonly name: string;
  readonly question: string;
  /** What the model writes. */
  readonly answer: string;
  /** Whether only the end of the first message and the beginning of the second are to be seen. */
  readonly isCut?: boolean;
}

const lines = (...all: readonly string[]) => all.join('\n');
const corpus = readCorpus();
const sample = (wanted: string) => corpus.find(({ name }) => name === wanted)?.text ?? '';

/** What there is to see of how answers are shown: each scene stands for itself. */
export const answerScenes: readonly AnswerScene[] = [
  {
    name: 'table',
    question: 'which database should we take?',
    answer: lines(
      'They differ in what they make *easy*:',
      '',
      '| | Postgres | SQLite | MongoDB |',
      '|:--|:--|:--|--:|',
      '| Kind | server | a file | server |',
      '| Joins | **yes** | **yes** | `$lookup` |',
      '| Writers | many | one | many |',
      '| Set-up | 10 min | 0 min | 10 min |',
      '',
      'Take [Postgres](<https://www.postgresql.org>) unless you have a reason not to.',
    ),
  },
  {
    name: 'wide-table',
    question: 'compare the three cities for a long weekend',
    answer: lines(
      '| City | What it is known for | When to go there | How to get there |',
      '|---|---|---|---|',
      '| **Porto** | port wine, tiles and bridges | May, June, September | train from Lisbon, 3 h |',
      '| **Ghent** | canals, a castle, waffles | all year, but for the rain | train from Brussels, 35 min |',
      '| **Trieste** | coffee, the sea, the wind | April to October | train from Venice, 2 h |',
      '',
      'Which of them sounds best?',
    ),
  },
  {
    name: 'long-answer',
    question: 'can you review these three files?',
    answer: sample('review-three-languages.md'),
    isCut: true,
  },
  {
    name: 'long-code',
    question: 'write the whole program',
    answer: sample('a program'),
    isCut: true,
  },
  {
    name: 'quotes-and-lists',
    question: 'what is left to do, and what did she say?',
    answer: lines(
      '#### What is left',
      '',
      '- [x] Give notice',
      '- [ ] Book a van',
      '  - [x] compare prices',
      '  - [ ] insurance',
      '',
      '---',
      '',
      '#### What she said',
      '',
      '> I can help on **Saturday**.',
      '> > Could you come on Friday, too?',
      '>',
      '> Only after five.',
      '',
      'Press <kbd>Ctrl</kbd>+<kbd>P</kbd> to print this,<br>and mind that H<sub>2</sub>O and cardboard do not mix.',
    ),
  },
  {
    name: 'footnotes',
    question: 'how long may I send things back?',
    answer: lines(
      'You have **30 days** from the day of delivery[^terms], and the shop pays for it[^pays].',
      '',
      '![The way of a parcel](https://example.com/parcel.png)',
      '',
      '<details><summary>What is excepted</summary>',
      '',
      'What was made to your measure.',
      '',
      '</details>',
      '',
      '[^terms]: Terms of sale, §7.',
      '[^pays]: Unless it said so *before* the order.',
    ),
  },
  {
    name: 'formulas',
    question: 'when does a quadratic equation have two roots?',
    answer: lines(
      'The roots of \\(ax^2 + bx + c = 0\\) with \\(a \\ne 0\\) are',
      '',
      '\\[',
      'x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}',
      '\\]',
      '',
      'All hangs on \\(D = b^2 - 4ac\\): there are two real roots when \\(D > 0\\), one when \\(D = 0\\). Completing the square shows why:',
      '',
      '$$',
      '\\begin{aligned} ax^2 + bx + c &= a\\left(x + \\frac{b}{2a}\\right)^2 - \\frac{D}{4a} \\end{aligned}',
      '$$',
      '',
      'A worked example costs $5, all of them $20.',
    ),
  },
  {
    name: 'marks',
    question: 'what does the report say, and can I have the figures?',
    answer: lines(
      'Sales rose by **12 %** in the third quarter【4:0†report.pdf】, most of it in Porto【4:2†report.pdf】【7:1†source】.',
      '',
      'The figures are in [sales.csv](sandbox:/mnt/data/sales.csv).',
    ),
  },
];
