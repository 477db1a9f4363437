import { GatewayOpcodes } from 'discord-api-types/v10';

/** What a text of the gateway says. */
export interface Frame {
  op: number;
  t: string | null;
  s: number | null;
  d: unknown;
}

const names: Readonly<Record<number, string>> = {
  [GatewayOpcodes.Heartbeat]: 'HEARTBEAT',
  [GatewayOpcodes.Identify]: 'IDENTIFY',
  [GatewayOpcodes.PresenceUpdate]: 'PRESENCE_UPDATE',
  [GatewayOpcodes.VoiceStateUpdate]: 'VOICE_STATE_UPDATE',
  [GatewayOpcodes.Resume]: 'RESUME',
  [GatewayOpcodes.Reconnect]: 'RECONNECT',
  [GatewayOpcodes.RequestGuildMembers]: 'REQUEST_GUILD_MEMBERS',
  [GatewayOpcodes.InvalidSession]: 'INVALID_SESSION',
  [GatewayOpcodes.Hello]: 'HELLO',
  [GatewayOpcodes.HeartbeatAck]: 'HEARTBEAT_ACK',
};

/** `undefined` for what is no frame: a bot may send anything. */
export function readFrame(text: string): Frame | undefined {
  try {
    const { op, t = null, s = null, d = null } = JSON.parse(text) as Partial<Frame>;
    return typeof op === 'number' ? { op, t, s, d } : undefined;
  } catch {
    return undefined;
  }
}

/** The event, or what the frame is for. */
export function nameOfFrame(frame: Frame | undefined): string {
  if (!frame) return 'not JSON';
  return frame.t ?? names[frame.op] ?? `op ${frame.op}`;
}

/** The channel that an event is about. */
export function channelOfFrame(frame: Frame | undefined): string | undefined {
  const { channel_id: channelId, id } = (frame?.d ?? {}) as { channel_id?: unknown; id?: unknown };
  if (typeof channelId === 'string') return channelId;
  const isChannel = /^(?:CHANNEL|THREAD)_(?:CREATE|UPDATE|DELETE)$/.test(frame?.t ?? '');
  return isChannel && typeof id === 'string' ? id : undefined;
}
