/** Something that the user of the command has to mend. Its message is printed as it is, without a stack. */
export class BulkError extends Error {
  override name = 'BulkError'
}
