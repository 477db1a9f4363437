/** @import { Upload } from './types.ts' */

/** As large as a bot may be told of. */
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Reads a file as the API takes it.
 *
 * @param {File} file
 * @returns {Promise<Upload>}
 */
export async function readUpload(file) {
  if (file.size > MAX_BYTES) throw new Error(`${file.name} is larger than 10 MB.`);
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(/** @type {string} */ (reader.result)));
    reader.addEventListener('error', () => reject(new Error(`${file.name} could not be read.`)));
    reader.readAsDataURL(file);
  });
  const data = url.slice(url.indexOf(',') + 1);
  return { name: file.name, data: file.size === 0 ? '' : data, ...(file.type && { contentType: file.type }) };
}

/**
 * Asks for files.
 *
 * @param {{ isMultiple: boolean, onChosen: (files: File[]) => void }} options
 */
export function chooseFiles({ isMultiple, onChosen }) {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = isMultiple;
  input.addEventListener('change', () => onChosen([...(input.files ?? [])]));
  input.click();
}
