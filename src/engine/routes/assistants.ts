import { Hono } from 'hono';
import { notFound } from '../api-error.ts';
import { given, mergeMetadata } from '../changes.ts';
import { createId } from '../ids.ts';
import { presented, type Assistant, type AssistantEntry } from '../objects.ts';
import type { Kept } from '../ordered.ts';
import { listBody, readPage } from '../paging.ts';
import { parse } from '../parse.ts';
import { assistantBody, assistantChanges, pageQuery, type AssistantBody } from '../schemas.ts';
import type { Services } from '../services.ts';

/** `/assistants` */
export function assistantRoutes({ state, readBody }: Pick<Services, 'state' | 'readBody'>) {
  const { assistants, changeAssistants, seconds, store } = state;
  const read = (id: string) => store.get<Kept<AssistantEntry>>(assistants.key(id));

  return new Hono()
    .post('/', async (context) => {
      const body = await readBody(context.req, assistantBody);
      const object = newAssistant(createId('asst'), body, seconds());
      await changeAssistants((transaction) => assistants.append(transaction, { object }));
      return context.json(presented(object));
    })

    .get('/', async (context) => {
      const query = parse(pageQuery, context.req.query());
      const end = (await store.get<number>(assistants.headKey)) ?? 0;
      const { entries, hasMore } = await readPage(assistants, query, end, read);
      return context.json(
        listBody(
          entries.map(({ object }) => presented(object)),
          hasMore,
        ),
      );
    })

    .get('/:assistant_id', async (context) => {
      const id = context.req.param('assistant_id');
      const found = await read(id);
      if (!found) throw notFound('assistant', id);
      return context.json(presented(found.object));
    })

    .post('/:assistant_id', async (context) => {
      const id = context.req.param('assistant_id');
      const { metadata, tools, tool_resources, ...body } = await readBody(context.req, assistantChanges);
      const changed = await changeAssistants(async (transaction) => {
        const found = await assistants.get(transaction, id);
        if (!found) throw notFound('assistant', id);
        const nextTools = tools ?? found.object.tools;
        const object: Assistant = {
          ...found.object,
          ...given(body),
          tools: nextTools,
          tool_resources: filledIn(nextTools, { ...found.object.tool_resources, ...tool_resources }),
          metadata: mergeMetadata(found.object.metadata, metadata),
        };
        assistants.update(transaction, { ...found, object });
        return object;
      });
      return context.json(presented(changed));
    })

    .delete('/:assistant_id', async (context) => {
      const id = context.req.param('assistant_id');
      await changeAssistants(async (transaction) => {
        const found = await assistants.get(transaction, id);
        if (!found) throw notFound('assistant', id);
        assistants.remove(transaction, found);
      });
      return context.json({ id, object: 'assistant.deleted', deleted: true });
    });
}

/** An assistant as a client asks for it. */
export function newAssistant(id: string, body: AssistantBody, createdAt: number): Assistant {
  const tools = body.tools ?? [];
  return {
    id,
    object: 'assistant',
    created_at: createdAt,
    name: body.name ?? null,
    description: body.description ?? null,
    model: body.model,
    instructions: body.instructions ?? null,
    tools,
    top_p: body.top_p ?? null,
    temperature: body.temperature ?? null,
    reasoning_effort: body.reasoning_effort ?? null,
    tool_resources: filledIn(tools, body.tool_resources ?? {}),
    metadata: body.metadata ?? {},
    response_format: body.response_format ?? 'auto',
  };
}

/** OpenAI's server shows an empty list of resources for each hosted tool that was given none. */
function filledIn(tools: Assistant['tools'], resources: NonNullable<Assistant['tool_resources']>) {
  const has = (type: string) => tools.some((tool) => tool.type === type);
  return {
    ...resources,
    ...(has('code_interpreter') && { code_interpreter: { file_ids: [], ...resources.code_interpreter } }),
    ...(has('file_search') && { file_search: { vector_store_ids: [], ...resources.file_search } }),
  };
}
