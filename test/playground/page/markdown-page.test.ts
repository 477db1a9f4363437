import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { MOVING } from '../../support/emoji-images.ts';
import { visitPage } from '../../support/page-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('markdown on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('what a text mentions can be pressed, what it hides is shown when it is wanted', async () => {
    const { page, channel, discord } = await visitPage(browser);
    const general = discord.channel('general').id;
    const bob = discord.person('Bob');
    const help = discord.channel('help').id;
    const post = await bob.post(general, `Look, ${bob.mention} in <#${help}>: ||it was **Mia**||`);
    const text = channel.locator('.markdown', { hasText: 'Look, @Bob in' });

    const cover = text.getByRole('button', { name: 'Spoiler' });
    await expect.poll(() => text.getByText('Mia').isVisible()).toBe(false);
    await cover.focus();
    await page.keyboard.press('Enter');
    await text.getByText('Mia').waitFor();
    await expect.poll(() => page.locator(':focus').textContent()).toBe('it was Mia');

    await bob.edit(general, post.id, `Look, ${bob.mention} in <#${help}> and </nothing at all:${post.id}>`);
    await text.getByText('(edited)').waitFor();
    await text.getByRole('button', { name: '@Bob' }).click();
    await page.locator('.popup', { hasText: 'Bob' }).waitFor();
    await page.keyboard.press('Escape');
    await text.getByRole('button', { name: '/nothing at all' }).click();
    await expect.poll(() => channel.locator('#channel-text').inputValue()).toContain('/nothing at all');
    await text.getByRole('button', { name: '#help' }).press('Enter');
    await page.getByRole('log', { name: /help/ }).waitFor();
    await bob.post(help, `https://discord.com/channels/${discord.guild.id}/${general}/${post.id}`);
    await channel.getByRole('button', { name: 'A message in #general' }).click();
    await text.waitFor();
  });

  test('code has colours and can be copied, HTML stays text, moments stay true, emoji alone are large', async () => {
    const { page, channel, discord } = await visitPage(browser, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const general = discord.channel('general').id;
    const ada = discord.person('Ada');
    const seconds = Math.floor(Date.now() / 1_000) - 20;
    const emoji = discord.createEmoji({ name: 'party', image: MOVING });
    await ada.post(general, `\`\`\`js\n\tconst one = 1;\n\`\`\`<t:${seconds}:R> [docs](https://example.com "Read")`);
    await ada.post(general, `<a:party:${emoji.id}> 🎉`);

    await channel.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
    await expect.poll(() => channel.getByRole('group', { name: 'Code: js' }).getAttribute('tabindex')).toBe('0');
    await channel.getByRole('button', { name: 'Copy', exact: true }).click();
    await channel.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe('\tconst one = 1;');

    const html = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    await ada.post(general, `${html}\n\`\`\`html\n${html}\`\`\``);
    const said = channel.locator('.markdown', { hasText: 'onerror' });
    await expect.poll(() => said.innerText()).toContain(`${html}\n\n${html}`);
    await expect.poll(() => said.locator('img, script').count()).toBe(0);
    await expect.poll(() => page.title()).toBe('#general · Playground');

    const moment = channel.locator('time.timestamp');
    const before = await moment.textContent();
    expect(before).toMatch(/^\d+ seconds ago$/);
    await expect.poll(() => moment.textContent()).not.toBe(before);

    const link = channel.getByRole('link', { name: 'docs' });
    const attributes = ['target', 'rel', 'title'].map((name) => link.getAttribute(name));
    expect(await Promise.all(attributes)).toEqual(['_blank', 'noopener noreferrer', 'Read\n\n(https://example.com)']);

    await channel.locator('.is-large').getByRole('img', { name: ':party:' }).waitFor();
    await expect.poll(() => page.evaluate('document.querySelector(".is-large img").naturalWidth')).toBe(1);
  });
});
