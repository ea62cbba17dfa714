/**
 * Node's own modules, each loaded on first use. A static import of `node:http` takes about 30 ms, because the namespace
 * object of an ES module reads every export, and one of them loads undici.
 */
export const builtins = {
  http: once(() => process.getBuiltinModule('node:http')),
  https: once(() => process.getBuiltinModule('node:https')),
  stream: once(() => process.getBuiltinModule('node:stream')),
  zlib: once(() => process.getBuiltinModule('node:zlib')),
}

function once<Value>(load: () => Value): () => Value {
  let value: Value | undefined
  return () => (value ??= load())
}
