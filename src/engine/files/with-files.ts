import { imageTypeOf } from '../../image-type.ts';
import type { Model, ModelCapabilities, ModelItem, ModelPart, ModelTool } from '../models/model.ts';
import type { FileStore } from './file-store.ts';

/** How large one picture may be, and all pictures of a request together. */
const MAX_IMAGE_BYTES = 20 * 1024 * 1024;
const MAX_IMAGES_BYTES = 50 * 1024 * 1024;

const MISSING: ModelPart = { type: 'text', text: '[A picture that is not here any more.]' };
const UNUSABLE: ModelPart = { type: 'text', text: '[A file that is no picture, or too large.]' };

interface WithFilesOptions {
  files: FileStore;
  /** Whether ids that are not ours are the model provider's own, and its tools may have them. */
  hasProviderFiles: boolean;
  /** What tells apart engines that share a model. */
  namespace: string;
  /** Whose the files are that a run makes in a conversation. */
  keepFile: (conversation: string | undefined, name: string, content: AsyncIterable<Uint8Array>) => Promise<string>;
}

/**
 * A model that sees pictures which the engine keeps, and whose files are kept here. Its tools get the files of an engine
 * that has the provider's and no others: the provider does not know ours, and those that it knows are somebody else's.
 */
export function withFiles(model: Model, { files, hasProviderFiles, namespace, keepFile }: WithFilesOptions): Model {
  const capabilities = hasProviderFiles ? model.capabilities : withoutSearch(model.capabilities);
  return {
    ...model,
    ...(capabilities && { capabilities }),
    async *answer(request, signal) {
      const { conversation, tools } = request;
      yield* model.answer(
        {
          ...request,
          ...(conversation !== undefined && { conversation: `${namespace}/${conversation}` }),
          ...(tools && { tools: hasProviderFiles ? tools : tools.map(withoutFiles) }),
          input: await withPictures(request.input),
          keepFile: (name, content) => keepFile(request.conversation, name, content),
        },
        signal,
      );
    },
  };

  /** The newest pictures first, as long as there is room. */
  async function withPictures(input: readonly ModelItem[]): Promise<ModelItem[]> {
    const items: ModelItem[] = [];
    let rest = MAX_IMAGES_BYTES;
    for (const item of input.toReversed()) {
      if (item.type !== 'message' || !item.content.some(({ type }) => type === 'image_file')) {
        items.unshift(item);
        continue;
      }
      const content: ModelPart[] = [];
      for (const part of item.content) {
        const shown = part.type === 'image_file' ? await toPicture(part, rest) : part;
        if (shown.type === 'image') rest -= shown.url.length;
        content.push(shown);
      }
      items.unshift({ ...item, content });
    }
    return items;
  }

  async function toPicture(part: Extract<ModelPart, { type: 'image_file' }>, room: number): Promise<ModelPart> {
    const file = await files.open(part.fileId);
    if (!file) return hasProviderFiles ? part : MISSING;
    if (file.content.size > Math.min(MAX_IMAGE_BYTES, room)) return UNUSABLE;
    const bytes = await file.content.bytes();
    const type = imageTypeOf(bytes);
    if (type === undefined) return UNUSABLE;
    return { type: 'image', url: `data:${type};base64,${bytes.toBase64()}`, detail: part.detail };
  }
}

function withoutSearch(capabilities: ModelCapabilities | undefined): ModelCapabilities | undefined {
  return capabilities && { hostedTools: capabilities.hostedTools.filter((type) => type !== 'file_search') };
}

function withoutFiles(tool: ModelTool): ModelTool {
  return tool.type === 'code_interpreter' ? { ...tool, fileIds: [] } : tool;
}
