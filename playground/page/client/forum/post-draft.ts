/** What was written of a post and is not posted yet. */
export interface PostDraft {
  title: string;
  text: string;
  /** Ids. */
  tags: readonly string[];
}

export const EMPTY_DRAFT: PostDraft = { title: '', text: '', tags: [] };

/** Keeps what somebody writes in a forum in this browser, until it is posted. */
export function createPostDraft(personId: string, forumId: string) {
  const key = `post:${personId}:${forumId}`;
  return {
    /** Undefined when nothing is kept. */
    read(): PostDraft | undefined {
      const stored = localStorage.getItem(key);
      return stored === null ? undefined : JSON.parse(stored);
    },
    keep(draft: PostDraft): void {
      if (draft.title === '' && draft.text === '') localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(draft));
    },
  };
}
