import { type APIApplication, type APIUser, ApplicationFlags, type RESTAPIPartialCurrentUserGuild } from 'discord.js';
import type { Config } from '../config.ts';
import { inviteUrl } from '../discord/invite.ts';
import { checkServer } from './check-server.ts';
import { createDiscordApi, DiscordRefusal } from './discord-api.ts';
import type { Check } from './examine.ts';
import type { Finding } from './finding.ts';

const ABOUT = 'Discord';
const PORTAL = 'https://discord.com/developers/applications';
/** The most that Discord tells of at once. */
const PAGE = 200;
/** Each takes four requests, of which Discord allows fifty a second. */
const MAX_SERVERS = 50;

/** The token, the intents, and where the bot is and what it may do there; without a token the playground. */
export function checkDiscord({ discord, port, hasMessageContent }: Config): Check {
  const { token, apiUrl } = discord;
  return {
    about: ABOUT,
    timeoutMs: 60_000,
    async run(signal) {
      if (token === undefined) {
        const says = `DISCORD_TOKEN is not set: \`npm start\` opens the playground at http://localhost:${port}.`;
        return [{ verdict: 'good', about: ABOUT, says }];
      }
      const api = createDiscordApi({ apiUrl, token });
      let user: APIUser;
      try {
        user = await api.get<APIUser>('/users/@me', signal);
        if (typeof user?.id !== 'string') throw new SyntaxError('This is no user.');
      } catch (error) {
        signal.throwIfAborted();
        return [explain(error, apiUrl)];
      }
      const application = await api.get<APIApplication>('/applications/@me', signal);
      const servers = await api.get<RESTAPIPartialCurrentUserGuild[]>(`/users/@me/guilds?limit=${PAGE}`, signal);
      const findings: Finding[] = [
        { verdict: 'good', about: ABOUT, says: `takes DISCORD_TOKEN: it is ${user.username}'s (${user.id}).` },
        describeIntents(application, hasMessageContent),
        describeServers(application, servers),
      ];
      for (const server of servers.slice(0, MAX_SERVERS)) {
        findings.push(await checkServer(api, server, { botId: user.id, applicationId: application.id }, signal));
      }
      return findings;
    },
  };
}

function explain(error: unknown, apiUrl: string): Finding {
  const status = error instanceof DiscordRefusal ? error.status : undefined;
  if (status === 401) {
    return {
      verdict: 'bad',
      about: ABOUT,
      says: 'does not accept DISCORD_TOKEN.',
      advice: `Copy the token again from ${PORTAL} → your application → Bot → Reset Token.`,
    };
  }
  if (error instanceof SyntaxError || (status !== undefined && status < 500)) {
    return {
      verdict: 'bad',
      about: ABOUT,
      says: `is not at DISCORD_API_URL ${apiUrl}.`,
      advice: 'Correct it, or leave it out for Discord itself.',
    };
  }
  return {
    verdict: 'bad',
    about: ABOUT,
    says: status === undefined ? `cannot be reached at ${apiUrl}.` : `has trouble itself: it answers with ${status}.`,
    advice: 'See whether this machine is online, and https://discordstatus.com. Bobbin waits until it is back.',
  };
}

/** https://docs.discord.com/developers/resources/application#application-object-application-flags */
function describeIntents({ id, flags }: APIApplication, isWanted: boolean): Finding {
  const about = 'Intents';
  if (flags & ApplicationFlags.GatewayMessageContent) {
    return { verdict: 'good', about, says: 'Message Content is on, approved by Discord.' };
  }
  if (flags & ApplicationFlags.GatewayMessageContentLimited) {
    return {
      verdict: 'good',
      about,
      says: 'Message Content is on, as for every bot that Discord need not approve yet.',
    };
  }
  if (!isWanted) {
    const says =
      'Message Content is off, as MESSAGE_CONTENT_INTENT says: Bobbin answers mentions, replies and commands.';
    return { verdict: 'good', about, says };
  }
  return {
    verdict: 'bad',
    about,
    says: 'Message Content is off: Discord will not let Bobbin connect.',
    advice: `Switch on “Message Content Intent” at ${PORTAL}/${id}/bot → Privileged Gateway Intents, or set MESSAGE_CONTENT_INTENT=off.`,
  };
}

function describeServers({ id }: APIApplication, servers: readonly { name: string }[]): Finding {
  const about = 'Servers';
  if (servers.length === 0) {
    return { verdict: 'doubtful', about, says: 'It is in none yet.', advice: `Add it to one: ${inviteUrl(id)}` };
  }
  const more = servers.length > MAX_SERVERS ? `; the first ${MAX_SERVERS} are looked at` : '';
  return {
    verdict: 'good',
    about,
    says: `It is in ${servers.length}${servers.length === PAGE ? ' or more' : ''}${more}.`,
  };
}
