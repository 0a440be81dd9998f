/** Codes of the room `functions`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const functionsCodes = {
  FUNCTION_RETURNED_UNDEFINED: {
    text: "The function of {operator} returned undefined.",
    hint: "A record may be any value except undefined: is a return statement missing?",
  },
  FUNCTION_RETURNED_NULL: {
    text: "The function of {operator} answered {value}; its result cannot be none.",
    hint: "Return a list of records; [] where there is none. Is a return statement missing?",
  },
  FUNCTION_TIMED_OUT: {
    text: "A call of the function of {operator} was not answered within {timeoutMs} ms.",
    hint: "Raise the time-out, or give the function a method timeout(value) (timeoutBatch(inputs) for batches) that returns what stands in for the result.",
  },
  FUNCTION_NOT_COPYABLE: {
    text: "Every subtask needs a function object of its own, and this one cannot be copied: {field} {reason}.",
    hint: "Create it in open(), where each subtask makes its own; or pass perSubtask(MyFunction) or perSubtask(() => new MyFunction()) instead of the object.",
  },
  FUNCTION_WRONG_RECIPE: {
    text: "The function given to perSubtask made {value}, which cannot serve as {role}; it takes {expected}.",
    hint: "Return it from the function, without a promise around it: perSubtask(() => new MyFunction()).",
  },
} as const;
