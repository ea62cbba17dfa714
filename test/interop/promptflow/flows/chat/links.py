from promptflow.core import tool


@tool
def links(question: str) -> list:
    return ["https://example.com/1", question]
