/** Makes objects instances of a global class that is loaded only when someone asks, such as `response instanceof Response`. */
export function inheritLate(prototype: object, parent: () => object): void {
  Object.setPrototypeOf(prototype, new Proxy({}, { getPrototypeOf: parent }))
}
