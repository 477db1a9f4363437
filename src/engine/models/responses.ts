import { APIError } from 'openai';
import { createContainers } from './containers.ts';
import type { HostedToolType, Model, ModelRequest } from './model.ts';
import { createOpenAIClient, type OpenAIModelOptions } from './openai-client.ts';
import { toModelEvents } from './responses-events.ts';
import { toResponsesParams, type CodeContainer } from './responses-request.ts';
import { createWithoutPictures } from './without-pictures.ts';

const HOSTED_TOOLS: readonly HostedToolType[] = ['code_interpreter', 'file_search', 'web_search'];

export interface ResponsesModelOptions extends OpenAIModelOptions {
  /** The model of requests that name none. */
  defaultModel: string;
  /** The tools that the server runs. Default: all at OpenAI itself, none elsewhere, where nobody has their files. */
  hostedTools?: readonly HostedToolType[];
}

/** Models behind OpenAI's Responses API. */
export function createResponsesModel(options: ResponsesModelOptions): Model {
  const { client, listen, nameOf, isOpenAI } = createOpenAIClient(options);
  const { defaultModel, hostedTools = isOpenAI ? HOSTED_TOOLS : [] } = options;
  const containers = createContainers(client);
  const withoutPictures = createWithoutPictures();

  return {
    capabilities: { hostedTools },

    async *answer(request, signal) {
      const { conversation, keepFile, tools = [] } = request;
      const codeFiles = tools.find((tool) => tool.type === 'code_interpreter')?.fileIds;
      yield* toModelEvents(
        listen((either) => {
          const name = nameOf(request.model ?? defaultModel);
          return withoutPictures(request, name, (shown) => create(shown, codeFiles, either));
        }, signal),
        {
          tools,
          copyFile: async (file) => {
            const id = await containers.copyFile(file, keepFile, signal);
            return id === undefined ? undefined : { id, isPicture: /\.(?:png|jpe?g|gif|webp)$/i.test(file.filename) };
          },
          copyPicture: (url, name) => containers.copyPicture(url, name, keepFile, signal),
          onContainer: (id) => containers.used(conversation, id, codeFiles ?? []),
        },
      );
    },
  };

  /** A container may have died meanwhile: then the code runs in a new one. */
  async function create(request: ModelRequest, codeFiles: readonly string[] | undefined, signal: AbortSignal) {
    const { conversation } = request;
    const container: CodeContainer =
      codeFiles === undefined ? { type: 'auto' } : await containers.find(conversation, codeFiles, signal);
    const open = (used: CodeContainer) =>
      client.responses.create(toResponsesParams(request, nameOf(request.model ?? defaultModel), used), { signal });
    try {
      return await open(container);
    } catch (error) {
      const isDead = error instanceof APIError && typeof container === 'string' && /container/i.test(error.message);
      if (!isDead || (error.status !== 400 && error.status !== 404)) throw error;
      containers.forget(conversation);
      return open(await containers.find(conversation, codeFiles ?? [], signal));
    }
  }
}
