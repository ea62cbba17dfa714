/** A listener for errors that someone else reports; without any listener, they would end the process. */
export function ignore(): void {}
