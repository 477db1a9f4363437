import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayIntentBits as Intents, GatewayOpcodes as Op } from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Permissions } from '../permissions.ts';
import type { PrivilegedIntents } from '../privileged-intents.ts';
import type { Views } from '../views.ts';
import type { Watcher } from '../watcher.ts';
import type { World } from '../world.ts';
import { createAudience } from './audience.ts';
import { type Connection, createConnection, type MembersRequest } from './connection.ts';
import { createGreeting } from './greeting.ts';
import { createSession, type Session } from './session.ts';

export interface GatewayOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  privilegedIntents: PrivilegedIntents;
  token: () => string;
  botId: () => string;
  /** Where bots connect, `ws://127.0.0.1:PORT/gateway`. */
  url: () => string;
  heartbeatMs: number;
  /** How long a session waits for one whose connection broke. */
  resumeWindowMs: number;
  untilThawed: () => Promise<void> | undefined;
  watcher?: Watcher | undefined;
}

/** The gateway, version 10, JSON without compression. */
export function createGateway(options: GatewayOptions) {
  const { world, views, botId, resumeWindowMs, watcher } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const sessions = new Map<string, Session>();
  const connections = new Set<Connection>();
  const tell = createAudience(options);
  const { greet, tellGuilds } = createGreeting(options);
  let connectionCount = 0;
  let wasOnline = false;

  const stopListening = world.listen((event) => {
    for (const session of sessions.values()) {
      const data = tell(session, event);
      if (data) session.dispatch(event.type, data);
    }
  });

  function tellStatus(): void {
    const isOnline = [...sessions.values()].some((session) => session.isAttached);
    if (isOnline === wasOnline) return;
    wasOnline = isOnline;
    world.emit({ type: 'BOT_STATUS', view: () => ({ id: botId(), online: isOnline }) });
  }

  function forgetOldSessions(): void {
    for (const [id, session] of sessions) if (session.detachedForMs() > resumeWindowMs) sessions.delete(id);
  }

  function connect(socket: WebSocket): void {
    connectionCount += 1;
    const number = connectionCount;
    watcher?.connection({ atMs: Date.now(), connection: number, event: 'opened' });
    const connection = createConnection({
      ...options,
      socket,
      now: world.now,
      isToken: (token) => token.replace(/^Bot /, '') === options.token(),
      allowsIntents: options.privilegedIntents.allow,
      greet,
      identify(intents, shard) {
        forgetOldSessions();
        const session = createSession({ intents, shard, now: world.now });
        sessions.set(session.id, session);
        return session;
      },
      findSession(id, sequence) {
        forgetOldSessions();
        const session = sessions.get(id);
        return session?.canReplayFrom(sequence) ? session : undefined;
      },
      endSession: (session) => void sessions.delete(session.id),
      sendMembers,
      onChange: tellStatus,
      ...(watcher && {
        onFrame: (direction, text) => watcher.frame({ atMs: Date.now(), connection: number, direction, text }),
      }),
    });
    connections.add(connection);
    socket.on('close', (code) => {
      connections.delete(connection);
      watcher?.connection({ atMs: Date.now(), connection: number, event: 'closed', code });
      world.emit({ type: 'CONNECTION_CLOSED', view: () => ({}) });
    });
  }

  function sendMembers(session: Session, request: MembersRequest): void {
    const { guild_id: guildId, query = '', limit = 0, user_ids: userIds } = request;
    const ids = userIds === undefined ? undefined : [userIds].flat();
    const mayListAll = (session.intents & Intents.GuildMembers) !== 0;
    const found = world
      .membersOf(guildId)
      .filter(({ userId }) => (ids ? ids.includes(userId) : world.user(userId).username.startsWith(query)))
      .filter(({ userId }) => ids !== undefined || query !== '' || mayListAll || userId === botId());
    session.dispatch('GUILD_MEMBERS_CHUNK', {
      guild_id: guildId,
      members: (limit > 0 ? found.slice(0, limit) : found).map(views.member),
      chunk_index: 0,
      chunk_count: 1,
      not_found: ids?.filter((id) => !world.member(guildId, id)) ?? [],
      ...(request.nonce !== undefined && { nonce: request.nonce }),
    });
  }

  return {
    /** Takes over a socket that asked to be upgraded. */
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      server.handleUpgrade(request, socket, head, connect);
    },
    get connections() {
      return connections.size;
    },
    /** Breaks every connection without a word: the sessions wait. */
    dropSockets(): void {
      for (const connection of connections) connection.drop();
    },
    /** Forgets every session and says so to those that are connected. */
    invalidateSessions(): void {
      sessions.clear();
      for (const connection of connections) connection.invalidate();
      tellStatus();
    },
    /** Asks every bot to connect again and resume. */
    reconnect(): void {
      for (const connection of connections) connection.send(Op.Reconnect);
    },
    /** Bots are taken out of a server; they are in it yet. */
    leave: (guildId: string) => world.emit({ type: 'GUILD_DELETE', guildId, view: () => ({ id: guildId }) }),
    /** Bots are in the servers that there are now. */
    join(): void {
      for (const session of sessions.values()) tellGuilds(session);
    },
    isOnline: () => wasOnline,
    close(): void {
      stopListening();
      for (const connection of connections) connection.close();
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
