import { isClean, offencesOf, type Outcome } from './play.ts';

const HEAD = [
  'scenario',
  'seed',
  'posts',
  'faults',
  'lost',
  'twice',
  'half',
  'stuck',
  'order',
  'apologies',
  'crashes',
  'seconds',
];

/** How many findings of one scenario are told in full. */
const MAX_FINDINGS = 30;

/** The first two lines of the table. */
export function tableHead(): string {
  return `${row(HEAD)}\n${row(HEAD.map(() => '---'))}`;
}

export function tableRow(outcome: Outcome): string {
  const { name, seed, posts, faults, verdict, crashes, seconds } = outcome;
  const { lost, twice, half, stuck, order } = offencesOf(outcome);
  const apologies = verdict.apologies.length;
  return row([name, seed, posts, faults, lost, twice, half, stuck, order, apologies, crashes, seconds.toFixed(0)]);
}

/** What one needs to find out why; empty when all went well. */
export function details(outcome: Outcome): string {
  const { name, verdict, folder, logTails } = outcome;
  if (isClean(outcome)) return folder === undefined ? '' : `${name}: the logs are in ${folder}`;
  const told = verdict.findings.slice(0, MAX_FINDINGS).map(({ offence, placeId, messageIds, text }) => {
    const where = messageIds.length > 0 ? `, messages ${messageIds.join(' ')}` : '';
    return `  ${offence}: ${text} [place ${placeId}${where}]`;
  });
  const more = verdict.findings.length - told.length;
  const apologies = verdict.apologies.map(
    ({ id, placeId, content }) => `  apology ${id} [place ${placeId}]: ${content.slice(0, 100)}`,
  );
  return [
    `${name}: ${verdict.findings.length} findings; the logs are in ${folder}`,
    ...told,
    ...(more > 0 ? [`  … and ${more} more`] : []),
    ...apologies.slice(0, MAX_FINDINGS),
    ...logTails,
  ].join('\n');
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
