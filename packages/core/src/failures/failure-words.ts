/** Kinds of failures, told by their words. */
export type FailureKind = 'billing' | 'quota' | 'blocked' | 'transient' | 'permanent' | 'server' | 'unspecific'

/** Words of an error's code, type or reason, in lower case and separated by underscores, that say what it is. */
const labelWords: Readonly<Partial<Record<FailureKind, RegExp>>> = {
  /** The account has to pay or be changed: no wait helps, even if the status says so. */
  billing:
    /insufficient_(?:user_)?(?:quota|balance|credit|fund)|billing|credit_balance|out_of_credit|payment_required|exceeded_current_quota|spend(?:ing)?_limit|account_deactivated|arrearage/,
  /** The request or the answer was blocked. */
  blocked: /content_?filter(?!_error)|content_policy|responsible_?ai|safety_block|content_management/,
  /** The same request may succeed later. */
  transient:
    /overload|capacity(?!_region)|rate_?limit|too_many_(?:concurrent_|pending_)?request|throttl|slow_down|(?:resource|capacity)_(?:has_been_)?exhausted|unavailable(?!_for|_model)|(?:server|system|engine|model)_(?:is_)?busy|^busy$|not_ready|timed?_?out|deadline_exceeded|temporar|try_again|queue_(?:is_)?full|request_limit_exceeded|model_(?:is_)?loading|^aborted$|engine_dead|no_kv_space|connection_(?:error|failure|refused|reset)|backend_connection/,
  /** The request, the key or the URL is wrong. */
  permanent:
    /invalid(?!_(?:response|upstream|output))|bad_request|not_supported|unsupported|not_found|unprocessable|validation|malformed|authentication|unauthenticated|unauthori[sz]ed|permission|forbidden|denied|too_large|too_long|context_length|context_size|context_window|precondition|not_implemented|deprecated|retired|incorrect|no_model|unknown_model|unavailable_model|parameter|user_error|extra_forbidden/,
  /** The server failed without saying why. */
  server:
    /server_error|internal_error|^internal$|internal_failure|internal_server|bad_gateway|gateway_error|service_error|server_exception|engine_error|model_error/,
  /** Some servers use these for every failure, so a status of the 4xx kind contradicts them. */
  unspecific: /^api_error$|^apierror$|upstream_error|^generation$|provider_error/,
}

/** The same for the words of a message, as far as they cannot mean anything else. */
const messageWords: Readonly<Partial<Record<FailureKind, RegExp>>> = {
  billing:
    /insufficient (?:account )?(?:balance|credits?|funds|quota)|credit balance is (?:too low|exhausted)|used all available credits|monthly spending limit|exceeded your (?:current )?(?:monthly )?(?:usage|spending) (?:limit|cap)|out of credits|account is (?:suspended|in arrears|not active)|payment required|recharge your account/i,
  /** Said of an empty account, and of a quota per minute or day. */
  quota: /check your plan and billing/i,
  blocked: /content[_ ]?filter(?!ing service)|content management policy|ResponsibleAI|content policy violation/i,
  transient:
    /\boverloaded\b|\bat capacity\b|\bover capacity\b|no capacity (?:is )?available|\brate.?limit(?:s|ed)?\b.{0,40}\b(?:exceeded|reached|hit|for)\b|exceeded.{0,40}\brate.?limit|\b(?:hit|reached|over) (?:the |your |a )?rate.?limit|too many (?:concurrent |pending |incoming )?requests|service (?:is |was )?(?:temporarily |currently )?unavailable|temporarily unavailable|currently (?:unavailable|experiencing (?:high|heavy))|(?:high|heavy|peak) (?:demand|load|traffic)|(?:try|retry) (?:your request |the request |request |it )?(?:again )?(?:later|shortly|in a (?:moment|few|while)|(?:in|after) \d)|no healthy upstream|server (?:is )?busy|queue is full|loading model|\bmodel (?:.{1,80} )?is (?:still |currently )?loading|upstream request timeout|upstream connect error|engine (?:process )?(?:is )?dead/i,
  permanent:
    /reasoning_content.{0,60}(?:missing|must)|prompt (?:is )?too (?:long|large)|exceeds? the (?:available )?context|maximum context length|unexpected role|(?:incorrect|invalid) (?:api|subscription|access) (?:key|token)|invalid authentication|authentication (?:failed|error)|roles? must alternate|(?:image|audio|video) (?:input|content|data) (?:is|are) not supported|not a multimodal model|unsupported content part|raise_exception|jinja (?:exception|template)/i,
}

/** Returns the kinds that the labels of a failure belong to. */
export function kindsOfLabels(labels: readonly string[]): ReadonlySet<FailureKind> {
  const kinds = new Set<FailureKind>()
  for (const label of labels.map(toWords)) {
    for (const [kind, pattern] of Object.entries(labelWords)) if (pattern.test(label)) kinds.add(kind as FailureKind)
  }
  return kinds
}

/** Returns the kinds that the message of a failure belongs to. */
export function kindsOfMessage(message: string): ReadonlySet<FailureKind> {
  const start = message.slice(0, 2000)
  const kinds = new Set<FailureKind>()
  for (const [kind, pattern] of Object.entries(messageWords)) if (pattern.test(start)) kinds.add(kind as FailureKind)
  return kinds
}

/** Turns `ServiceUnavailable`, `TOO_MANY_REQUESTS` and `The service is busy` into words with underscores. */
function toWords(label: string): string {
  return label
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^a-z\d]+/gi, '_')
    .toLowerCase()
}
