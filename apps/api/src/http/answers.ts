import { Injectable } from '@nestjs/common';
import { QueryBus, type Query } from '@nestjs/cqrs';

/** The same, where nothing in it may be changed. */
type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Immutable<Value[Key]> }
    : Value;

/** Puts questions to the bus. */
@Injectable()
export class Answers {
  constructor(private readonly bus: QueryBus) {}

  /**
   * The answer, as the class that describes it in the OpenAPI document. Those have plain lists, since its plugin knows no others;
   * nobody changes an answer on its way out.
   */
  to<Response>(question: Query<Immutable<NoInfer<Response>>>): Promise<Response> {
    return this.bus.execute(question) as Promise<unknown> as Promise<Response>;
  }
}
