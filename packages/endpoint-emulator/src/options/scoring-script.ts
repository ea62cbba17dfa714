/** What the scoring script of the image `score-script` declares. Its answers are `replies`, or those of the engine. */
export interface ScoringScript {
  /**
   * What the script's `run` gets: the body as text, or the request itself (`@rawhttp`), whatever its method.
   * @default 'text'
   */
  readonly input?: 'text' | 'request' | undefined
  /**
   * Sample values of the parameters of `run`, by name, as for `@input_schema`: the body has to be a JSON object with values
   * of their types.
   * @default none, the script declares no schema
   */
  readonly sample?: Readonly<Record<string, unknown>> | undefined
  /** The parameters of `sample` that a body may leave out. */
  readonly optional?: readonly string[] | undefined
  /** A sample of what `run` returns, as for `@output_schema`, for `/swagger.json`. */
  readonly output?: unknown
  /** Milliseconds after which `run` is stopped, as by `SCORING_TIMEOUT_MS`. @default 3_600_000 */
  readonly timeoutMs?: number | undefined
}
