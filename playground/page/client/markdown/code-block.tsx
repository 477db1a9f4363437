import { useEffect, useState } from 'preact/hooks';
import { plainAnsi, readAnsi } from './ansi.ts';
import { CopyButton } from './copy-button.tsx';

interface Props {
  code: string;
  language: string | undefined;
  /** What is copied, when the code is a part of it only. */
  copied?: string;
}

/** Code in a box of its own. Its colours come a moment later; the language is not told, as on Discord. */
export function CodeBlock({ code, language, copied = code }: Props) {
  const isAnsi = language === 'ansi';
  return (
    <div class="code-block">
      {/* Wide code is scrolled, with the keyboard too. */}
      <pre role="group" tabIndex={0} aria-label={language === undefined ? 'Code' : `Code: ${language}`}>
        {isAnsi ? <AnsiCode code={code} /> : <Code code={code} language={language} />}
      </pre>
      <CopyButton text={isAnsi ? plainAnsi(copied) : copied} />
    </div>
  );
}

function Code({ code, language }: Props) {
  const html = useHighlighted(code, language);
  if (html === undefined) return <code key="plain">{code}</code>;
  return <code key="coloured" dangerouslySetInnerHTML={{ __html: html }} />;
}

function AnsiCode({ code }: { code: string }) {
  return (
    <code>
      {readAnsi(code).map(({ text, codes }, index) => (
        <span key={index} class={codes.map((one) => `ansi-${one}`).join(' ')}>
          {text}
        </span>
      ))}
    </code>
  );
}

/** Code with colours as HTML, once they are known. What knows the languages is only loaded when there is code. */
function useHighlighted(code: string, language: string | undefined): string | undefined {
  const [result, setResult] = useState<{ code: string; html: string | undefined }>();
  useEffect(() => {
    let isWanted = language !== undefined;
    if (language !== undefined)
      void import('./highlight.ts').then(({ highlight }) => {
        if (isWanted) setResult({ code, html: highlight(code, language) });
      });
    return () => (isWanted = false);
  }, [code, language]);
  return result?.code === code ? result.html : undefined;
}
