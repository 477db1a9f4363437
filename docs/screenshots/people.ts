/** What the people of a local Discord do without a page. */
export interface People {
  /** Posts as somebody. Answers with the message. */
  post(person: string, channel: string, message: Post): Promise<PostedMessage>;
  react(person: string, message: PostedMessage, ...emoji: string[]): Promise<void>;
  edit(person: string, message: PostedMessage, content: string): Promise<void>;
  /** A post in a forum, with tags by name. */
  postInForum(
    person: string,
    forum: string,
    post: { name: string; content: string; tags: string[] },
  ): Promise<{ id: string }>;
  /** How somebody is mentioned in a text. */
  mention(person: string): Promise<string>;
}

interface Post {
  content: string;
  replyTo?: string;
  attachments?: { name: string; data: string }[];
}

interface PostedMessage {
  id: string;
  channel_id: string;
}

/**
 * The people of the local Discord at an address, through the page's API. A channel is given by its name, a thread by
 * its id.
 */
export function createPeople(url: string): People {
  async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${url}/playground${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  async function pathOf(person: string, channel: string): Promise<string> {
    const { channels } = await call<{ channels: { id: string; name: string }[] }>('GET', `/people/${person}/state`);
    return `/people/${person}/channels/${channels.find(({ name }) => name === channel)?.id ?? channel}`;
  }

  return {
    post: async (person, channel, message) => call('POST', `${await pathOf(person, channel)}/messages`, message),
    async react(person, { id, channel_id: channel }, ...emoji) {
      for (const one of emoji) {
        const reaction = `messages/${id}/reactions/${encodeURIComponent(one)}`;
        await call('PUT', `/people/${person}/channels/${channel}/${reaction}`);
      }
    },
    edit: (person, { id, channel_id: channel }, content) =>
      call('PATCH', `/people/${person}/channels/${channel}/messages/${id}`, { content }),
    postInForum: async (person, forum, post) => call('POST', `${await pathOf(person, forum)}/posts`, post),
    async mention(person) {
      const { you } = await call<{ you: { id: string } }>('GET', `/people/${person}/state`);
      return `<@${you.id}>`;
    },
  };
}
