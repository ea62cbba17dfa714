"""A flow that is a function, without history: it returns only text."""


def answer(query: str):
    if query.startswith("stream "):
        return (f"{word} " for word in query.split(" ")[1:])
    return f"You said: {query}"
