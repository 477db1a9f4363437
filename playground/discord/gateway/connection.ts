import { GatewayCloseCodes as Close, GatewayOpcodes as Op } from 'discord-api-types/v10';
import { type WebSocket } from 'ws';
import { z } from 'zod';
import { createGate } from './gate.ts';
import { ALL_INTENTS } from './intents.ts';
import type { WatchedFrame } from '../watcher.ts';
import type { Session } from './session.ts';

const MAX_SENDS_PER_MINUTE = 120;

const packet = z.object({ op: z.int(), d: z.unknown().optional() });
const identifyData = z.object({
  token: z.string(),
  intents: z.int().min(0),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
});
const resumeData = z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) });
const membersData = z.object({
  guild_id: z.string(),
  query: z.string().optional(),
  limit: z.int().optional(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});

export type MembersRequest = z.infer<typeof membersData>;

export interface ConnectionOptions {
  socket: WebSocket;
  heartbeatMs: number;
  now: () => number;
  isToken: (token: string) => boolean;
  allowsIntents: (intents: number) => boolean;
  identify: (intents: number, shard: [number, number]) => Session;
  /** Sends READY and the servers. */
  greet: (session: Session) => void;
  /** The session, unless it is unknown or too old. */
  findSession: (id: string, sequence: number) => Session | undefined;
  endSession: (session: Session) => void;
  sendMembers: (session: Session, request: MembersRequest) => void;
  /** Until then nothing comes in and nothing goes out; it is late, not lost. */
  untilThawed: () => Promise<void> | undefined;
  onChange: () => void;
  /** Sees every text that comes and goes. */
  onFrame?: ((direction: WatchedFrame['direction'], text: string) => void) | undefined;
}

export type Connection = ReturnType<typeof createConnection>;

/** One socket of a bot: greets it, takes it in, answers its heartbeats. */
export function createConnection(options: ConnectionOptions) {
  const { socket, heartbeatMs, now, onFrame } = options;
  const incoming = createGate(options.untilThawed);
  const outgoing = createGate(options.untilThawed);
  let session: Session | undefined;
  let watch: NodeJS.Timeout | undefined;
  const sentAt: number[] = [];

  function send(op: number, d: unknown = null): void {
    sendText(JSON.stringify({ op, d, s: null, t: null }));
  }

  function sendText(text: string): void {
    outgoing(() => {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(text);
      onFrame?.('toBot', text);
    });
  }

  function expectHeartbeat(): void {
    clearTimeout(watch);
    watch = setTimeout(() => socket.close(Close.SessionTimedOut, 'Session timed out'), heartbeatMs * 2).unref();
  }

  function identify(data: unknown): void {
    const parsed = identifyData.safeParse(data);
    if (!parsed.success) return socket.close(Close.DecodeError, 'Error while decoding payload.');
    const { token, intents, shard = [0, 1] } = parsed.data;
    if (session) return socket.close(Close.AlreadyAuthenticated, 'Already authenticated.');
    if (!options.isToken(token)) return socket.close(Close.AuthenticationFailed, 'Authentication failed.');
    if (shard[0] >= shard[1]) return socket.close(Close.InvalidShard, 'Invalid shard.');
    if ((intents & ~ALL_INTENTS) !== 0) return socket.close(Close.InvalidIntents, 'Invalid intent(s).');
    if (!options.allowsIntents(intents)) return socket.close(Close.DisallowedIntents, 'Disallowed intent(s).');
    session = options.identify(intents, shard);
    session.attach(sendText);
    options.greet(session);
    options.onChange();
  }

  function resume(data: unknown): void {
    const parsed = resumeData.safeParse(data);
    if (!parsed.success) return socket.close(Close.DecodeError, 'Error while decoding payload.');
    if (session) return socket.close(Close.AlreadyAuthenticated, 'Already authenticated.');
    if (!options.isToken(parsed.data.token)) return socket.close(Close.AuthenticationFailed, 'Authentication failed.');
    const found = options.findSession(parsed.data.session_id, parsed.data.seq);
    if (!found) return send(Op.InvalidSession, false);
    session = found;
    session.attach(sendText, parsed.data.seq);
    session.dispatch('RESUMED', { _trace: [] });
    options.onChange();
  }

  function receive(text: string): void {
    const parsed = packet.safeParse(parseJson(text));
    if (!parsed.success) return socket.close(Close.DecodeError, 'Error while decoding payload.');
    const { d } = parsed.data;
    const op: Op = parsed.data.op;
    if (op === Op.Identify) return identify(d);
    if (op === Op.Resume) return resume(d);
    if (op === Op.Heartbeat) {
      expectHeartbeat();
      return send(Op.HeartbeatAck);
    }
    if (!session) return socket.close(Close.NotAuthenticated, 'Not authenticated.');
    if (op === Op.RequestGuildMembers) {
      const request = membersData.safeParse(d);
      return request.success
        ? options.sendMembers(session, request.data)
        : socket.close(Close.DecodeError, 'Error while decoding payload.');
    }
    // Presence and voice are taken and forgotten.
    if (op === Op.PresenceUpdate || op === Op.VoiceStateUpdate || op === Op.RequestSoundboardSounds) return undefined;
    return socket.close(Close.UnknownOpcode, 'Unknown opcode.');
  }

  function take(text: string): void {
    if (socket.readyState !== socket.OPEN) return;
    onFrame?.('fromBot', text);
    const since = now() - 60_000;
    while (sentAt[0] !== undefined && sentAt[0] < since) sentAt.shift();
    sentAt.push(now());
    if (sentAt.length > MAX_SENDS_PER_MINUTE) return socket.close(Close.RateLimited, 'Rate limited.');
    receive(text);
  }

  socket.on('message', (data) => incoming(() => take(Buffer.isBuffer(data) ? data.toString() : '')));
  socket.on('close', (code) => {
    clearTimeout(watch);
    session?.detach(sendText);
    // One who says good-bye does not come back to this session.
    if (session && (code === 1000 || code === 1001)) options.endSession(session);
    options.onChange();
  });
  socket.on('error', () => socket.terminate());

  send(Op.Hello, { heartbeat_interval: heartbeatMs, _trace: [] });
  expectHeartbeat();

  return {
    send,
    drop: () => socket.terminate(),
    close: () => socket.close(1001, 'Going away'),
    /** Tells the bot that its session is gone. */
    invalidate(): void {
      session = undefined;
      send(Op.InvalidSession, false);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
