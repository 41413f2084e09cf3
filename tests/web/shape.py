"""Whether an answer has the shape that the API's own description gives it."""

from __future__ import annotations

from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "array": (list,),
    "object": (dict,), "null": (type(None),),
}  # fmt: skip


def response_schema(description: dict[str, Any], path: str, method: str, status: int) -> dict[str, Any]:
    """The schema of an operation's JSON answer."""
    content = description["paths"][path][method]["responses"][str(status)]["content"]
    found: dict[str, Any] = content["application/json"]["schema"]
    return found


def faults(description: dict[str, Any], schema: dict[str, Any], value: Any, at: str = "$") -> list[str]:
    """Where `value` is not what `schema` says; keys that are not described are faults too, unless it lets others in."""
    if "$ref" in schema:
        return faults(description, description["components"]["schemas"][schema["$ref"].rpartition("/")[2]], value, at)
    if "anyOf" in schema:
        tried = [faults(description, one, value, at) for one in schema["anyOf"]]
        return [] if any(not found for found in tried) else tried[0]
    found = _type_faults(schema, value, at)
    if isinstance(value, dict) and "properties" in schema:
        found += [f"{at}.{name} is missing" for name in schema.get("required", []) if name not in value]
        for name, part in value.items():
            if name not in schema["properties"]:
                found += [] if schema.get("additionalProperties") else [f"{at}.{name} is not described"]
            else:
                found += faults(description, schema["properties"][name], part, f"{at}.{name}")
    if isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
        for name, part in value.items():
            found += faults(description, schema["additionalProperties"], part, f"{at}.{name}")
    if isinstance(value, list) and "items" in schema:
        for number, part in enumerate(value):
            found += faults(description, schema["items"], part, f"{at}[{number}]")
    return found


def _type_faults(schema: dict[str, Any], value: Any, at: str) -> list[str]:
    allowed = schema.get("type")
    if allowed is None:
        return []
    names = [allowed] if isinstance(allowed, str) else allowed
    is_number_for_bool = isinstance(value, bool) and "boolean" not in names
    fits = isinstance(value, tuple(kind for name in names for kind in TYPES[name])) and not is_number_for_bool
    return [] if fits else [f"{at} is {value!r}, not {names}"]
