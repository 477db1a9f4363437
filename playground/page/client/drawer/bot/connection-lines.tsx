import { CopyButton } from '../copy-button.tsx';

/** How a discord.js bot is pointed at this local Discord: two lines. */
export function ConnectionLines({ apiUrl, token }: { apiUrl: string; token: string }) {
  const lines = [
    `const client = new Client({ intents, rest: { api: '${apiUrl}' } });`,
    `await client.login('${token}');`,
  ];
  return (
    <section>
      <h3>Connect a bot</h3>
      <p class="form-note">
        Any discord.js bot can log in here. Two lines of it change; the token works on this machine only.
      </p>
      {lines.map((line, index) => (
        <div key={line} class="code-line">
          <code tabIndex={0}>{line}</code>
          <CopyButton label={`Copy line ${index + 1}`} read={() => line} />
        </div>
      ))}
    </section>
  );
}
