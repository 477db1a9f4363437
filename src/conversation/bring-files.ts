import { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import type { Logger } from 'pino';
import { ask } from '../assistants/server-call.ts';
import type { ReadDocument } from '../documents/document.ts';
import { UserError } from '../errors.ts';
import { imageTypeOf } from '../image-type.ts';
import { patiently } from '../patiently.ts';
import { createSlots } from '../slots.ts';
import { type BroughtFile, type BroughtFiles, type FileTool, keyOf, type Unread } from './brought-file.ts';
import { toolsFor } from './file-tools.ts';
import { LeaseLostError } from './lease.ts';
import type { Ledger } from './ledger.ts';
import type { Post, PostFile, ReadPostFile } from './post.ts';
import { StoreAwayError } from './store-away.ts';
import type { createTerms } from './terms.ts';
import type { TurnUnderWay } from './turn.ts';
import { createUpload } from './upload.ts';

export interface BringFilesOptions {
  client: OpenAI;
  ledger: Ledger;
  terms: ReturnType<typeof createTerms>;
  /** Gets the bytes of what hangs on posts. */
  readPostFile: ReadPostFile;
  /** Gets the text of documents. */
  readDocument: ReadDocument;
  /** The Assistants server searches in files and runs code with them, for assistants that have these tools. */
  hasHostedTools: boolean;
  /**
   * How much the posts of a turn may be together, in characters, pictures included, if there is more than one; and how much
   * text their files may be, if that is less than 40,000. Less than half of what the model is given.
   */
  maxTurnText?: number;
  log: Logger;
  sleep?: typeof delay;
}

/** What OpenAI takes as a picture. */
const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
const MAX_BYTES = 25 * 1024 * 1024;
/** As many as Discord lets one attach; with what is forwarded there may be more. */
const MAX_FILES_PER_POST = 10;
/** How much text the files of a turn may be together, in characters: about 10,000 tokens. */
const MAX_TEXT = 40_000;
/** So many files are in memory at the same time. */
const AT_ONCE = 2;

/** Nobody's answer waits longer for files: what is not there by then is left out. */
const MAX_MS = 180_000;
const READ_TRIES = 3;
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 2_000;

interface Wanted {
  readonly post: Post;
  readonly file: PostFile;
  /** Which one of its post it is. */
  readonly index: number;
}

/**
 * Brings the files of posts to the assistant: pictures and what its tools take onto the Assistants server, the others as
 * text. What has become of each is written down with the turn before its run is created.
 */
export function createBringFiles(options: BringFilesOptions) {
  const { ledger, terms, readPostFile, readDocument, hasHostedTools, log, sleep = delay } = options;
  const maxText = Math.min(options.maxTurnText ?? MAX_TEXT, MAX_TEXT);
  const slots = createSlots(AT_ONCE);
  const upload = createUpload(options);

  /** Of every file that was not brought yet, unless the assistant has the posts. Rejects as `ask` does. */
  async function bring(work: TurnUnderWay, signal: AbortSignal): Promise<void> {
    if (hasPosts(work)) return;
    const missing = work.turn.posts
      .flatMap((post) => (post.files ?? []).map((file, index): Wanted => ({ post, file, index })))
      .filter(({ post, file }) => work.turn.files?.[keyOf(post, file)] === undefined);
    if (missing.length === 0) return;
    const tools = await toolsOf(work, signal);
    const over = new AbortController();
    const late = new AbortController();
    const clock = sleep(MAX_MS, undefined, { ref: false, signal: AbortSignal.any([signal, over.signal]) });
    clock.then(() => late.abort(new Error('The files of a turn took too long.'))).catch(() => undefined);
    try {
      await bringAll(work, missing, tools, { signal, late: late.signal });
    } finally {
      over.abort();
    }
  }

  async function bringAll(
    work: TurnUnderWay,
    missing: readonly Wanted[],
    tools: readonly FileTool[],
    { signal, late }: { signal: AbortSignal; late: AbortSignal },
  ): Promise<void> {
    const either = AbortSignal.any([signal, late]);
    const inTime = async (one: Wanted): Promise<BroughtFile> => {
      try {
        return late.aborted ? unread('late') : await bringOne(work, one, tools, either);
      } catch (error) {
        const isOurs = error instanceof StoreAwayError || error instanceof LeaseLostError;
        if (isOurs || !late.aborted || signal.aborted) throw error;
        return unread('late');
      }
    };
    for (let start = 0; start < missing.length; start += AT_ONCE) {
      const { deleted } = (await ledger.read(work.conversationId)).inbox;
      const some = missing.slice(start, start + AT_ONCE).filter(({ post }) => !deleted?.includes(post.id));
      const results = await Promise.allSettled(
        some.map((one) => slots.run(() => inTime(one))), // none goes on behind the turn's back
      );
      for (const [index, result] of results.entries()) {
        if (result.status === 'rejected') throw result.reason;
        const { post, file } = some[index] as Wanted;
        work.note({ files: { ...work.turn.files, [keyOf(post, file)]: fitting(result.value, work.turn.files) } });
      }
      await work.save({});
    }
  }

  /** A text as long as those before it leave room for. */
  function fitting(file: BroughtFile, before: BroughtFiles = {}): BroughtFile {
    if (file.kind !== 'text') return file;
    const texts = Object.values(before).flatMap((each) => (each.kind === 'text' ? [each.text.length] : []));
    const room = maxText - texts.reduce((sum, length) => sum + length, 0);
    return room > 0 ? cut(file, room) : unread('noRoom');
  }

  async function toolsOf({ turn }: TurnUnderWay, signal: AbortSignal): Promise<readonly FileTool[]> {
    if (!hasHostedTools || turn.refusedUploads !== undefined) return [];
    return ask(() => terms.fileTools(turn), Array.isArray, { signal, sleep });
  }

  async function bringOne(
    work: TurnUnderWay,
    { post, file, index }: Wanted,
    has: readonly FileTool[],
    signal: AbortSignal,
  ): Promise<BroughtFile> {
    if (index >= MAX_FILES_PER_POST) return unread('tooMany');
    if (file.bytes > MAX_BYTES) return unread('tooLarge', MAX_BYTES);
    const bytes = await read(post, file, signal);
    if (!(bytes instanceof Uint8Array)) return bytes;
    if (bytes.length === 0) return unread('empty');
    const uploaded = async (
      name: string,
      purpose: 'vision' | 'assistants',
      asBrought: (fileId: string) => BroughtFile,
    ) => {
      const keep = async (fileId: string) =>
        work.save({ files: { ...work.turn.files, [keyOf(post, file)]: asBrought(fileId) } });
      const outcome = await upload(work, { bytes, name, isNameUnique: purpose === 'vision', purpose, keep }, signal);
      // The answer is worth more than files: a server in trouble is asked to take no more of them.
      if (outcome === 'failed') work.note({ refusedUploads: 'all' });
      return typeof outcome === 'string' ? undefined : asBrought(outcome.fileId);
    };

    const type = imageTypeOf(bytes);
    if (type !== undefined) {
      if (bytes.length > MAX_PICTURE_BYTES) return unread('tooLarge', MAX_PICTURE_BYTES);
      if (work.turn.refusedUploads === 'all') return unread('refused');
      // Nobody sees it; the server goes by its ending.
      const name = `${post.id}-${file.id}.${type.slice('image/'.length)}`;
      return (await uploaded(name, 'vision', (fileId) => ({ kind: 'picture', fileId }))) ?? unread('refused');
    }
    const { isPaste: isOwn = false } = file;
    const tools = isOwn || work.turn.refusedUploads !== undefined ? [] : toolsFor(file.name, has);
    if (tools.length > 0) {
      const attachment = await uploaded(file.name, 'assistants', (fileId) => ({ kind: 'attachment', fileId, tools }));
      if (attachment) return attachment;
    }
    const found = await readDocument({ name: file.name, contentType: file.contentType, bytes }, signal);
    if (found.kind === 'unreadable') return unread(found.because);
    if (found.text.trim() === '') return unread('empty');
    return cut({ kind: 'text', text: found.text, isCut: found.isCut, isOwn }, maxText);
  }

  /** A failure of Discord's is waited out for a moment: the answer is worth more than the file. */
  async function read(post: Post, file: PostFile, signal: AbortSignal): Promise<Uint8Array | BroughtFile> {
    let tries = 1;
    try {
      return await patiently(() => readPostFile(file, post, { maxBytes: MAX_BYTES, signal }), {
        mayPass: (error) => !(error instanceof UserError) && tries++ < READ_TRIES,
        firstWaitMs: FIRST_WAIT_MS,
        maxWaitMs: MAX_WAIT_MS,
        signal,
        sleep,
      });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof UserError && error.key === 'download.tooLarge') return unread('tooLarge', MAX_BYTES);
      log.warn({ postId: post.id, fileId: file.id, err: error }, 'a file of a post could not be had');
      return unread('unavailable');
    }
  }

  return {
    bring,

    /**
     * The server has refused the posts, perhaps for what was uploaded for them: first what is attached is brought in
     * words instead, then pictures are not brought. Answers whether there was anything to give up.
     */
    async giveUpUploads(work: TurnUnderWay): Promise<boolean> {
      if (hasPosts(work)) return false;
      const all = Object.entries(work.turn.files ?? {});
      const kind = (['attachment', 'picture'] as const).find((each) => all.some(([, file]) => file.kind === each));
      if (kind === undefined) return false;
      const files = Object.fromEntries(all.filter(([, file]) => file.kind !== kind));
      const givenUp = all.flatMap(([, file]) => (file.kind === kind ? [file.fileId] : []));
      log.warn({ conversationId: work.conversationId, kind }, 'the Assistants server refuses files in messages');
      await work.save({
        files,
        refusedUploads: kind === 'picture' ? 'all' : 'attachments',
        staleFiles: [...(work.turn.staleFiles ?? []), ...givenUp],
      });
      return true;
    },
  };
}

/** The assistant has the posts, or there is a run that gives them to it. */
function hasPosts({ turn }: TurnUnderWay): boolean {
  return turn.runId !== undefined || Boolean(turn.failedRuns) || turn.isHeard === true;
}

function unread(because: Unread, maxBytes?: number): BroughtFile {
  return { kind: 'unread', because, ...(maxBytes !== undefined && { maxBytes }) };
}

type BroughtText = Extract<BroughtFile, { kind: 'text' }>;

function cut(file: BroughtText, length: number): BroughtText {
  if (file.text.length <= length) return file;
  return { ...file, text: file.text.slice(0, length).toWellFormed(), isCut: true };
}
