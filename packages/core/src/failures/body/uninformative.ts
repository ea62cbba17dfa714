/** Phrases that say no more than that there was an error. */
const uninformative =
  /^\W*(?:(?:http )?[1-5]\d\d\W*)?(?:(?:an? )?(?:unknown |unexpected |internal |server |internal server |api |provider |upstream |request |response |model |bad |generic )*(?:error|failure|exception|failed)(?: occurred| has occurred)?|bad[ _]?request(?:error)?|invalid request|provider returned error|error (?:occurred|from (?:provider|upstream))|request failed(?: with status code \d{3})?|something went wrong|not ok|fail|unprocessable entity|\d{3})\W*$/i

/** Returns whether a message says no more than that there was an error. */
export function isUninformative(message: string): boolean {
  return message.length < 80 && uninformative.test(message)
}
