import { apologisedIn } from './apologies.ts';
import { assemble, type PlacedAnswer } from './assemble.ts';
import { byId, type JudgedMessage, type JudgedPost } from './evidence.ts';

export type Offence = 'lost' | 'twice' | 'half' | 'stuck' | 'order' | 'file';

/** Something that must not be. */
export interface Finding {
  readonly offence: Offence;
  readonly placeId: string;
  readonly tokens: readonly string[];
  /** The messages that it is about: the post's own where an answer is missing. */
  readonly messageIds: readonly string[];
  /** What is wrong, for a person. */
  readonly text: string;
}

export interface Verdict {
  readonly findings: readonly Finding[];
  /** Messages of the bot that are no part of any answer. */
  readonly apologies: readonly JudgedMessage[];
  /** Posts that got one of those and no answer of their own. */
  readonly apologised: readonly JudgedPost[];
  /** Posts that an answer names more than once: the model was told them twice, though people do not see it. */
  readonly toldTwice: readonly string[];
  /** Files of which the author was told that they could not be read. */
  readonly unread: readonly string[];
}

export interface Rules {
  /** Whether a post may end with an apology instead of an answer. */
  readonly allowsApologies: boolean;
  /** Whether a file may stay unread, if its author is told. Default: where apologies are allowed. */
  readonly allowsUnread?: boolean | undefined;
}

/** Compares what people posted with what the bot wrote, place by place. */
export function judge(posts: readonly JudgedPost[], messages: readonly JudgedMessage[], rules: Rules): Verdict {
  const placeIds = new Set([...posts, ...messages].map(({ placeId }) => placeId));
  const verdicts = [...placeIds].map((placeId) =>
    judgePlace(
      placeId,
      posts.filter((post) => post.placeId === placeId).toSorted(byId),
      messages.filter((message) => message.placeId === placeId).toSorted(byId),
      rules,
    ),
  );
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    apologies: verdicts.flatMap(({ apologies }) => apologies),
    apologised: verdicts.flatMap(({ apologised }) => apologised),
    toldTwice: verdicts.flatMap(({ toldTwice }) => toldTwice),
    unread: verdicts.flatMap(({ unread }) => unread),
  };
}

export function countOf({ findings }: Verdict, offence: Offence): number {
  return findings.filter((finding) => finding.offence === offence).length;
}

function judgePlace(
  placeId: string,
  posts: readonly JudgedPost[],
  messages: readonly JudgedMessage[],
  { allowsApologies, allowsUnread = allowsApologies }: Rules,
): Verdict {
  const { answers, apologies } = assemble(messages);
  const whole = answers.filter(({ missing }) => missing.length === 0);
  const [probe] = posts.filter(({ isProbe }) => isProbe);
  // What comes after the probe has perhaps only come because of it.
  const own = whole.filter(({ messageIds }) => messageIds.every((id) => !probe || byId({ id }, probe) < 0));
  const hasOwn = ({ token }: JudgedPost) => own.some(({ tokens }) => tokens.includes(token));
  const apologised = apologisedIn(posts, own, apologies).filter((post) => !post.isProbe && !hasOwn(post));

  const lost = posts.filter(
    (post) => !post.isProbe && !hasOwn(post) && !(allowsApologies && apologised.includes(post)),
  );
  const unread = posts.flatMap(({ token, file }) => {
    const isTold = whole.some((answer) => file && answer.tokens.includes(token) && isUnread(file, answer, messages));
    return file && isTold ? [file.token] : [];
  });
  const found = [
    ...answers.flatMap(faultsOfForm),
    ...whole.flatMap((answer) => faultsOfAddress(answer, posts)),
    ...posts.flatMap((post) => severalAnswers(post, whole)),
    ...whole.flatMap((answer) => faultsOfFiles(answer, posts, allowsUnread ? unread : [])),
    ...lost.map((post) => lostPost(post, whole, apologised.includes(post))),
    ...posts.filter((post) => post.isProbe).flatMap((probe) => unansweredProbe(probe, whole)),
    ...wrongOrder(whole, posts, [...lost, ...apologised]),
  ];
  return {
    findings: found.map((finding) => ({ ...finding, placeId })),
    apologies,
    apologised,
    toldTwice: whole.flatMap(({ tokens }) => tokens.filter((token, place) => tokens.indexOf(token) !== place)),
    unread,
  };
}

type PlaceFinding = Omit<Finding, 'placeId'>;

/** Whether all of it is there, once, in one piece. */
function faultsOfForm(answer: PlacedAnswer): PlaceFinding[] {
  const { id, tokens, total, missing, repeated, isInOrder, isInterrupted, messageIds } = answer;
  const seen = { tokens, messageIds };
  const found: PlaceFinding[] = [];
  if (missing.length > 0)
    found.push({ offence: 'half', text: `${id} lacks ${ranges(missing)} of its ${total} lines`, ...seen });
  if (repeated.length > 0)
    found.push({ offence: 'twice', text: `${id} has its lines ${ranges(repeated)} more than once`, ...seen });
  if (!isInOrder) found.push({ offence: 'half', text: `the lines of ${id} are not in their order`, ...seen });
  if (isInterrupted) found.push({ offence: 'order', text: `another answer stands in the middle of ${id}`, ...seen });
  return found;
}

/** An answer to nothing, or in the wrong place, is one too many. */
function faultsOfAddress({ id, tokens, messageIds }: PlacedAnswer, posts: readonly JudgedPost[]): PlaceFinding[] {
  const strange = tokens.filter((token) => !posts.some((post) => post.token === token));
  if (tokens.length > 0 && strange.length === 0) return [];
  const what = tokens.length === 0 ? 'nothing that was asked' : `${strange.join(', ')}, posted elsewhere`;
  return [{ offence: 'twice', text: `${id} answers ${what}`, tokens, messageIds }];
}

function severalAnswers({ token }: JudgedPost, whole: readonly PlacedAnswer[]): PlaceFinding[] {
  const found = whole.filter(({ tokens }) => tokens.includes(token));
  if (found.length < 2) return [];
  const text = `${token} is answered by ${found.map(({ id }) => id).join(' and ')}`;
  return [{ offence: 'twice', text, tokens: [token], messageIds: found.flatMap(({ messageIds }) => messageIds) }];
}

/** A file is seen as often as its post, which is once, and with no other one. */
function faultsOfFiles(
  { id, tokens, files, messageIds }: PlacedAnswer,
  posts: readonly JudgedPost[],
  excused: readonly string[],
): PlaceFinding[] {
  const times = (all: readonly string[], token: string) => all.filter((each) => each === token).length;
  const ofPosts = posts.flatMap(({ token, file }) => (file ? [{ token: file.token, due: times(tokens, token) }] : []));
  const strange = [...new Set(files)].filter((token) => !ofPosts.some((file) => file.token === token));
  const wrong = [...ofPosts, ...strange.map((token) => ({ token, due: 0 }))]
    .map((file) => ({ ...file, seen: times(files, file.token) }))
    .filter(({ token, due, seen }) => seen !== due && !(seen === 0 && excused.includes(token)));
  return wrong.map(({ token, due, seen }) => {
    const text = `${id} has seen ${token} ${seen} times instead of ${due}`;
    return { offence: 'file', text, tokens: [token], messageIds };
  });
}

/** Whether an answer says of a file that it was not read. */
function isUnread(file: { name: string }, { messageIds }: PlacedAnswer, messages: readonly JudgedMessage[]): boolean {
  const said = messages.filter(({ id }) => messageIds.includes(id)).map(({ content }) => content);
  return said.some((content) => content.split('-# Not read:').slice(1).join().includes(file.name));
}

function lostPost({ token, id }: JudgedPost, whole: readonly PlacedAnswer[], isApologised: boolean): PlaceFinding {
  const late = whole.filter(({ tokens }) => tokens.includes(token));
  const what = late.length > 0 ? 'was answered only after the probe' : 'has no answer';
  const text = `${token} ${what}${isApologised ? ', only an apology' : ''}`;
  return { offence: 'lost', text, tokens: [token], messageIds: [id, ...late.flatMap(({ messageIds }) => messageIds)] };
}

function unansweredProbe({ token, id }: JudgedPost, whole: readonly PlacedAnswer[]): PlaceFinding[] {
  if (whole.some(({ tokens }) => tokens.includes(token))) return [];
  return [{ offence: 'stuck', text: `the probe ${token} has no answer`, tokens: [token], messageIds: [id] }];
}

/** Neighbours whose posts were made the other way round. What was lost or excused is not looked at again. */
function wrongOrder(
  whole: readonly PlacedAnswer[],
  posts: readonly JudgedPost[],
  skipped: readonly JudgedPost[],
): PlaceFinding[] {
  const found: PlaceFinding[] = [];
  const seen = new Set(skipped);
  let newest: JudgedPost | undefined;
  for (const { tokens, messageIds } of whole) {
    for (const token of tokens) {
      const post = posts.find((one) => one.token === token);
      if (!post || seen.has(post)) continue;
      seen.add(post);
      if (newest && byId(post, newest) < 0) {
        const text = `${token} was answered after ${newest.token}, which was posted later`;
        found.push({ offence: 'order', text, tokens: [newest.token, token], messageIds });
      } else newest = post;
    }
  }
  return found;
}

/** `1-3, 7` */
function ranges(numbers: readonly number[]): string {
  const starts = numbers.filter((number) => !numbers.includes(number - 1));
  const ends = numbers.filter((number) => !numbers.includes(number + 1));
  return starts.map((start, index) => (start === ends[index] ? `${start}` : `${start}-${ends[index]}`)).join(', ');
}
