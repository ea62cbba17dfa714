/** Where a wrapper keeps the error that it wraps, in the order in which they are tried. */
export const wrappedKeys: readonly string[] = names(
  'error Error err fault Fault innererror inner_error innerError inner_exception innerException cause original_error originalError exception root_cause upstream_error',
)

/** Where a wrapper keeps the response that it got, which may be an error or something else. */
export const responseKeys: readonly string[] = names(
  'body response data raw metadata result payload content upstream output',
)

/** Where the message of an error is, in the order in which they are tried. */
export const messageKeys: readonly string[] = names(
  'message Message msg Msg messages error_message errorMessage ErrorMessage error_msg errorMsg errMsg errmsg err_msg error_description errorDescription user_message userMessage developerMessage description Description title faultstring faultString',
)

/** Where the findings of a validation are. */
export const detailKeys: readonly string[] = names(
  'details detail Details Detail errors Errors error_details validation_errors',
)

/** Used only if there is nothing better. */
export const lesserKeys: readonly string[] = names(
  'reason Reason status statusText status_text failure problem hint text',
)

/** Parts of an error that repeat the request or say nothing about the failure, and those that were tried before. */
export const triedKeys: ReadonlySet<string> = new Set([
  ...names(
    'input request prompt query headers config usage url path loc instance timestamp stack traceback documentation_url code type param id object model choices tools',
  ),
  ...wrappedKeys,
  ...messageKeys,
  ...detailKeys,
  ...lesserKeys,
])

function names(text: string): string[] {
  return text.split(' ')
}
