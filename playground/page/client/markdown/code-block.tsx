import { useEffect, useState } from 'preact/hooks';
import { CopyButton } from './copy-button.tsx';

interface Props {
  code: string;
  language: string | undefined;
}

/** Code in a box of its own. Its colours come a moment later; the language is not told, as on Discord. */
export function CodeBlock({ code, language }: Props) {
  const html = useHighlighted(code, language);
  return (
    <div class="code-block">
      {/* Wide code is scrolled, with the keyboard too. */}
      <pre role="group" tabIndex={0} aria-label={language === undefined ? 'Code' : `Code: ${language}`}>
        {html === undefined ? <code>{code}</code> : <code dangerouslySetInnerHTML={{ __html: html }} />}
      </pre>
      <CopyButton text={code} />
    </div>
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
