/** An error that the user of the command can fix. Only its message is printed, without a stack. */
export class BulkError extends Error {
  override name = 'BulkError'
}
