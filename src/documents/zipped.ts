import { openArchive } from './archive.ts';
import { extractEpub } from './epub.ts';
import type { Extract } from './extract.ts';
import { extractOfficeOpenXml } from './office-open-xml.ts';
import { extractOpenDocument } from './open-document.ts';

/** The formats that are XML in a ZIP file. */
export const extractZipped: Extract = async (bytes, output) => {
  const archive = openArchive(bytes);
  if (archive.has('[Content_Types].xml')) return extractOfficeOpenXml(archive, output);
  if (archive.has('META-INF/container.xml')) return extractEpub(archive, output);
  if (archive.has('META-INF/manifest.xml') && archive.has('content.xml')) return extractOpenDocument(archive, output);
  return archive.has('encrypted-package') ? 'locked' : 'type';
};
