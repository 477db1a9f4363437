/** A file that somebody has sent. */
export interface SentDocument {
  readonly name: string;
  /** The media type that it is said to have; the bytes count more. */
  readonly contentType?: string | undefined;
  readonly bytes: Uint8Array;
}

/** What is in a document, in words. */
export type DocumentText =
  /** `isCut`: there is more, which is not read. */
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean }
  /** No text, PDF or office format; one without text in it, a scan for example; one with a password; or a broken one. */
  | { readonly kind: 'unreadable'; readonly because: 'type' | 'empty' | 'locked' | 'broken' };

/** Never rejects but with the signal's reason. */
export type ReadDocument = (document: SentDocument, signal: AbortSignal) => Promise<DocumentText>;
