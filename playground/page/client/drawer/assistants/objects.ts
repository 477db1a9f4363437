/** What the drawer reads of the objects of the Assistants API; times are in seconds since 1970. */
interface Ends {
  completed_at: number | null;
  failed_at: number | null;
  cancelled_at: number | null;
  expired_at?: number | null;
  last_error: { code: string; message: string } | null;
}

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

export interface Run extends Ends {
  id: string;
  thread_id: string;
  created_at: number;
  started_at: number | null;
  expires_at: number | null;
  status: string;
  model: string;
  assistant_id: string;
  instructions: string;
  tools: { type: string; function?: { name: string } }[];
  incomplete_details: { reason?: string } | null;
  usage: Usage | null;
}

export interface ToolCall {
  id: string;
  type: string;
  function?: { name: string; arguments: string; output?: string | null };
  code_interpreter?: { input: string; outputs: unknown[] };
  file_search?: unknown;
}

export interface Step extends Ends {
  id: string;
  created_at: number;
  status: string;
  usage: Usage | null;
  step_details:
    | { type: 'message_creation'; message_creation: { message_id: string } }
    | { type: 'tool_calls'; tool_calls: ToolCall[] };
}

export interface ThreadMessage {
  id: string;
  created_at: number;
  role: string;
  status?: string;
  run_id: string | null;
  content: { type: string; text?: { value: string }; image_file?: { file_id: string }; image_url?: { url: string } }[];
  attachments: { file_id?: string; tools?: { type: string }[] }[] | null;
}

const GOING = ['queued', 'in_progress', 'requires_action', 'cancelling'];

/** Whether a run or step may still change. */
export const isGoing = ({ status }: { status: string }) => GOING.includes(status);

/** When something ended, in seconds; undefined while it goes. */
export function endOf({ completed_at, failed_at, cancelled_at, expired_at }: Ends): number | undefined {
  return completed_at ?? failed_at ?? cancelled_at ?? expired_at ?? undefined;
}
