import { ActivityType, type Client, Events } from 'discord.js';

export const name = Events.ClientReady;
export const once = true;

export function execute(client: Client<true>): void {
  client.user.setPresence({ activities: [{ name: 'the guide', type: ActivityType.Listening }], status: 'online' });
}
