import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { readXml } from './xml.ts';

/** What a part of an Office document refers to. */
export interface Relation {
  readonly id: string;
  /** The last word of its type: there are two lists of types, for the two editions of the standard. */
  readonly type: string;
  /** The name of a file of the archive. */
  readonly target: string;
}

/** The relations of a part, or of the whole document: https://ecma-international.org/publications-and-standards/standards/ecma-376/ */
export function relationsOf(archive: Archive, part = ''): Relation[] {
  const folder = posix.dirname(part);
  const relations: Relation[] = [];
  readXml(archive.read(posix.join(folder, '_rels', `${posix.basename(part)}.rels`)), {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = posix.join('/', Target.startsWith('/') ? '' : folder, Target).slice(1);
      relations.push({ id: Id, type: posix.basename(Type), target });
    },
  });
  return relations;
}
