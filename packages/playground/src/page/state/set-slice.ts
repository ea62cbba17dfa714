/** Changes a slice of the store: takes the changed fields, or a function that returns them. */
export type SetSlice<Slice> = (change: Partial<Slice> | ((before: Slice) => Partial<Slice>)) => void
