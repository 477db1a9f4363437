/** What a cut costs by its place; the path through a text is the one that costs least, among those of the fewest messages. */
export const COSTS = {
  section: 0,
  subsection: 1,
  paragraph: 3,
  /** Lists that are nested deeper cost up to 3 more. */
  item: 6,
  innerParagraph: 9,
  line: 12,
  codeParagraph: 14,
  codeLine: 18,
  sentence: 20,
  afterListIntroduction: 24,
  clause: 26,
  word: 30,
  /** Between two characters of a script without spaces. */
  character: 32,
  /** After a line that is a title, though not a heading. */
  afterTitle: 40,
  /** Within a word that is longer than a message. */
  longWord: 48,
  /** Added within markup that is longer than a message. */
  longMarkup: 4,
  /** From here on, cuts are made only where there are no others. */
  avoided: 64,
  betweenMarkup: 64,
  afterIntroduction: 65,
  afterHeading: 66,
  /** What follows would read as a heading, a quote or a list. */
  looksLikeBlock: 70,
  insideWord: 72,
  /** From here on, even less. */
  lastResort: 80,
  insideCharacter: 100,
} as const;

/** One more message is worth it when the cuts cost so much less. */
export const CLEARLY_BETTER = 15;
