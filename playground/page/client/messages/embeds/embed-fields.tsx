import { Markdown } from '../../markdown/markdown.tsx';
import type { MarkdownPlace } from '../../markdown/place.ts';
import type { Embed } from '../../types.ts';

type Field = NonNullable<Embed['fields']>[number];

interface Props {
  fields: readonly Field[];
  place: MarkdownPlace;
}

/** As many stand side by side. */
const MOST_IN_A_ROW = 3;
const COLUMNS = 12;

/** The fields of an embed: those that are inline stand side by side, up to three in a row. */
export function EmbedFields({ fields, place }: Props) {
  const rows = fieldRows(fields);
  return (
    <div class="embed-fields">
      {rows.flatMap((row, rowIndex) =>
        row.map((field, index) => (
          <div key={`${rowIndex} ${index}`} style={{ gridColumn: `span ${COLUMNS / row.length}` }}>
            <p class="embed-field-name">
              <Markdown text={field.name} place={place} kind="title" />
            </p>
            <div class="content">
              <Markdown text={field.value} place={place} kind="embed" />
            </div>
          </div>
        )),
      )}
    </div>
  );
}

/** Those that stand beside each other. */
function fieldRows(fields: readonly Field[]): Field[][] {
  const rows: Field[][] = [];
  for (const field of fields) {
    const row = rows.at(-1);
    const fits = field.inline && row?.[0]?.inline && row.length < MOST_IN_A_ROW;
    if (fits) row.push(field);
    else rows.push([field]);
  }
  return rows;
}
