import { ApiError } from './api-error.ts';
import type { HostedToolType, Model, ModelTool, ModelToolChoice } from './models/model.ts';
import type { Run, Thread, Tool } from './objects.ts';

/** The metadata of a run in which stands what its model could not be given. */
export const LEFT_OUT_KEY = 'bobbin_left_out';

/** Hosted tools that are declared and that the model's server cannot run. */
export function leftOut(tools: readonly Tool[], { capabilities }: Pick<Model, 'capabilities'>): HostedToolType[] {
  const hosted = tools.map(({ type }) => type).filter((type) => type !== 'function');
  return [...new Set(hosted)].filter((type) => !capabilities?.hostedTools.includes(type));
}

/** What the model is told about tools that it does not have, though its instructions may speak of them. */
export function leftOutNote(missing: readonly HostedToolType[]): string {
  return missing.length === 0 ? '' : `These tools are not available here, do without them: ${missing.join(', ')}.`;
}

/** The tools of a run as its model gets them. */
export function toModelTools(run: Run, thread: Thread, model: Pick<Model, 'capabilities'>): ModelTool[] {
  const missing = leftOut(run.tools, model);
  const resources = [run.tool_resources, thread.tool_resources];
  return run.tools
    .filter(({ type }) => type === 'function' || !missing.includes(type))
    .map((tool): ModelTool => {
      switch (tool.type) {
        case 'function': {
          const { name, description, parameters, strict } = tool.function;
          return {
            type: 'function',
            name,
            ...(description !== undefined && { description }),
            ...(parameters !== undefined && { parameters }),
            ...(typeof strict === 'boolean' && { strict }),
          };
        }
        case 'code_interpreter':
          return {
            type: 'code_interpreter',
            fileIds: [...new Set(resources.flatMap((each) => each?.code_interpreter?.file_ids ?? []))],
          };
        case 'file_search': {
          const { max_num_results: maxResults, ranking_options: ranking } = tool.file_search ?? {};
          return {
            type: 'file_search',
            vectorStoreIds: [...new Set(resources.flatMap((each) => each?.file_search?.vector_store_ids ?? []))],
            ...(maxResults !== undefined && { maxResults }),
            ...(ranking && {
              ranking: {
                scoreThreshold: ranking.score_threshold,
                ...(ranking.ranker !== undefined && { ranker: ranking.ranker }),
              },
            }),
          };
        }
        case 'web_search':
          return { type: 'web_search' };
        default:
          return tool satisfies never;
      }
    });
}

/** The choice of tools for a model: what must be used must be used once in a run, not in every answer of it. */
export function toModelToolChoice(run: Run, hasCalled: boolean): ModelToolChoice {
  const { tool_choice: choice } = run;
  if (choice === 'none') return 'none';
  if (hasCalled || choice === null || choice === 'auto') return 'auto';
  if (choice === 'required') return 'required';
  return choice.type === 'function' ? { type: 'function', name: choice.function?.name ?? '' } : { type: choice.type };
}

/** Refuses a run that must use a tool which it does not have. @throws ApiError */
export function refuseImpossibleChoice({ tool_choice: choice, tools }: Run, model: Pick<Model, 'capabilities'>): void {
  if (choice === null || choice === 'auto' || choice === 'none') return;
  const missing = leftOut(tools, model);
  const usable = tools.filter(({ type }) => type === 'function' || !missing.includes(type));
  if (choice === 'required') {
    if (usable.length > 0) return;
    const message =
      tools.length === 0
        ? "Invalid value for 'tool_choice': 'required' is only allowed when 'tools' are specified."
        : `Invalid value for 'tool_choice': 'required' needs a tool that this server can run, which ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not.`;
    throw impossible(message);
  }
  if (choice.type !== 'function') {
    if (missing.includes(choice.type)) {
      throw impossible(`Invalid value for 'tool_choice': '${choice.type}' cannot be run by this server.`);
    }
    if (usable.some(({ type }) => type === choice.type)) return;
    throw impossible(`Tool choice '${choice.type}' not found in 'tools' parameter.`);
  }
  const isThere = tools.some((tool) => tool.type === 'function' && tool.function.name === choice.function?.name);
  if (!isThere) throw impossible(`Tool choice 'function' '${choice.function?.name}' not found in 'tools' parameter.`);
}

function impossible(message: string): ApiError {
  return new ApiError(400, message, { code: 'invalid_value', param: 'tool_choice' });
}
