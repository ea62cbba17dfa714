/** A recorded response, with what is known of its request. */
export interface Exchange {
  /** The project that recorded it: the first folder of its path. */
  readonly project: string
  /** The file and, in a file with several, the position. */
  readonly name: string
  /** The URL that was called, if it was recorded. */
  readonly url?: string | undefined
  /** The body of the request as text, if it was recorded. */
  readonly request?: string | undefined
  /** The HTTP status; 200 if it was not recorded. */
  readonly status: number
  /** The text of the body as it came over the network, or as it can be reconstructed. */
  readonly body: string
}

/** What is found in a recording, before it has a project and a name. */
export type RecordedResponse = Omit<Exchange, 'project' | 'name'>
