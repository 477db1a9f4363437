import { isClean, offencesOf, type Outcome } from './play.ts';

const HEAD = [
  'scenario',
  'seed',
  'posts',
  'files',
  'faults',
  'lost',
  'twice',
  'half',
  'stuck',
  'order',
  'file',
  'not read',
  'left',
  'apologies',
  'told twice',
  'crashes',
  'recovery, s',
  'in all, s',
];

/** How many findings of one scenario are told in full. */
const MAX_FINDINGS = 30;

/** The first two lines of the table. */
export function tableHead(): string {
  return `${row(HEAD)}\n${row(HEAD.map(() => '---'))}`;
}

export function tableRow(outcome: Outcome): string {
  const { name, seed, posts, files, filesLeft, faults, verdict, crashes, recoverySeconds, seconds } = outcome;
  const { lost, twice, half, stuck, order, file } = offencesOf(outcome);
  const told = [verdict.apologies.length, verdict.toldTwice.length];
  return row([
    name,
    seed,
    posts,
    files,
    faults,
    lost,
    twice,
    half,
    stuck,
    order,
    file,
    verdict.unread.length,
    filesLeft,
    ...told,
    crashes,
    recoverySeconds.toFixed(1),
    seconds.toFixed(0),
  ]);
}

/** What one needs to find out why; empty when all went well. */
export function details(outcome: Outcome): string {
  const { name, verdict, folder, logTails } = outcome;
  if (isClean(outcome)) return folder === undefined ? '' : `${name}: the logs are in ${folder}`;
  const told = verdict.findings.slice(0, MAX_FINDINGS).map(({ offence, placeId, messageIds, text }) => {
    const messages = messageIds.map((id) => `${id} at ${timeOf(id)}`).join(', ');
    return `  ${offence}: ${text} [place ${placeId}: ${messages}]`;
  });
  const more = verdict.findings.length - told.length;
  const apologies = verdict.apologies.map(
    ({ id, placeId, content }) => `  apology: ${content.slice(0, 100)} [place ${placeId}: ${id} at ${timeOf(id)}]`,
  );
  const { toldTwice } = verdict;
  return [
    `${name}: ${verdict.findings.length} findings; the logs are in ${folder}`,
    ...(toldTwice.length > 0 ? [`  the model was told some posts twice: ${toldTwice.join(', ')}`] : []),
    ...told,
    ...(more > 0 ? [`  … and ${more} more`] : []),
    ...apologies.slice(0, MAX_FINDINGS),
    ...logTails,
  ].join('\n');
}

/** In the unit of the logs, milliseconds since 1970: https://docs.discord.com/developers/reference#snowflakes */
function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + 1_420_070_400_000;
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
