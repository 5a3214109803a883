//! `bulkWrite`: inserts, updates and deletes in several collections, in one command. Only inside a transaction: each of its
//! writes would otherwise have to be remembered on its own.

use bson::{Bson, DateTime, Document, doc};

use super::{
    arguments::Arguments,
    context::{Context, still_there},
    delete, insert,
    statements::{check_count, is_ordered},
    update,
};
use crate::{
    catalog::Namespace,
    documents,
    error::{Code, CommandError, Outcome, index_number},
};

const BULK_WRITE: [&str; 6] = ["ops", "nsInfo", "ordered", "errorsOnly", "bypassDocumentValidation", "let"];
const INSERT: [&str; 2] = ["insert", "document"];
const UPDATE: [&str; 8] = ["update", "filter", "updateMods", "multi", "upsert", "hint", "collation", "arrayFilters"];
const DELETE: [&str; 5] = ["delete", "filter", "multi", "hint", "collation"];

/// One parsed write; which collection it is for stands beside it.
enum Write {
    Insert(Document),
    Update(update::Statement),
    Delete(delete::Statement),
}

/// What all of them came to.
#[derive(Default)]
struct Sum {
    inserted: usize,
    matched: usize,
    modified: usize,
    upserted: usize,
    deleted: usize,
}

pub(crate) fn run(mut context: Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("bulkWrite", body).only(&BULK_WRITE)?;
    if arguments.database() != "admin" {
        let why = "bulkWrite may only be run against the admin database.";
        return Err(CommandError::new(Code::Unauthorized, why));
    }
    if !context.is_in_transaction() {
        return Err(CommandError::not_implemented("bulkWrite outside a transaction"));
    }
    let namespaces = arguments.documents("nsInfo")?.into_iter().map(namespace).collect::<Outcome<Vec<_>>>()?;
    let ops = arguments.documents("ops")?;
    check_count(ops.len())?;
    let (now, errors_only) = (DateTime::now(), arguments.flag("errorsOnly")?);
    let (mut sum, mut told, mut n_errors) = (Sum::default(), Vec::new(), 0);
    for (at, op) in ops.into_iter().enumerate() {
        let done = parse(op, arguments, &namespaces)
            .and_then(|(namespace, write)| run_one(&mut context, namespace, &write, now, &mut sum));
        match done {
            Ok(_) if errors_only => {}
            Ok(done) => told.push(entry(at, 1.0, done)),
            Err(error) if error.is_write_conflict() || error.code == Code::InternalError => return Err(error),
            Err(error) => {
                n_errors += 1;
                let mut why = error.into_write_error(at);
                why.remove("index");
                why.insert("n", 0);
                told.push(entry(at, 0.0, why));
                if is_ordered(body) {
                    break;
                }
            }
        }
    }
    Ok(doc! {
        "cursor": { "id": 0_i64, "firstBatch": told, "ns": "admin.$cmd.bulkWrite" },
        "nErrors": n_errors,
        "nInserted": index_number(sum.inserted),
        "nMatched": index_number(sum.matched),
        "nModified": index_number(sum.modified),
        "nUpserted": index_number(sum.upserted),
        "nDeleted": index_number(sum.deleted),
    })
}

fn entry(at: usize, ok: f64, rest: Document) -> Bson {
    let mut entry = doc! { "ok": ok, "idx": index_number(at) };
    entry.extend(rest);
    Bson::Document(entry)
}

fn namespace(info: &Document) -> Outcome<Namespace> {
    let name = Arguments::of("bulkWrite.nsInfo", info).only_exactly(&["ns"])?.text("ns")?.unwrap_or_default();
    let (database, collection) = name.split_once('.').unwrap_or((name, ""));
    Namespace::try_new(database, collection)
}

fn parse<'a>(op: &Document, command: Arguments<'_>, namespaces: &'a [Namespace]) -> Outcome<(&'a Namespace, Write)> {
    let kind = op.keys().next().map(String::as_str).unwrap_or_default();
    let of = |known: &[&str]| Arguments::of("bulkWrite.ops", op).only_exactly(known);
    let (arguments, write) = match kind {
        "insert" => {
            let arguments = of(&INSERT)?;
            let document = arguments.document("document")?;
            let document = document.ok_or_else(|| CommandError::unparsable("an insert needs a document"))?;
            (arguments, Write::Insert(insert::prepare(document.clone())?))
        }
        "update" => {
            let arguments = of(&UPDATE)?;
            (arguments, Write::Update(update::Statement::read(arguments, "filter", "updateMods", command)?))
        }
        "delete" => {
            let arguments = of(&DELETE)?;
            let only_one = !arguments.flag("multi")?;
            (arguments, Write::Delete(delete::Statement::read(arguments, "filter", only_one, command)?))
        }
        other => return Err(CommandError::unparsable(format!("Unrecognized bulkWrite op: '{other}'"))),
    };
    let namespace = arguments.count(kind)?.and_then(|number| namespaces.get(number));
    let namespace = namespace.ok_or_else(|| CommandError::bad_value("an op names no entry of nsInfo"))?;
    Ok((namespace, write))
}

/// Does it; what is told of it.
fn run_one(
    context: &mut Context<'_>,
    namespace: &Namespace,
    write: &Write,
    now: DateTime,
    sum: &mut Sum,
) -> Outcome<Document> {
    if matches!(write, Write::Insert(_)) || matches!(write, Write::Update(it) if it.may_be_new()) {
        context.make_sure_of(namespace)?;
    }
    context.write(namespace, |tx, collection| match write {
        Write::Insert(document) => {
            documents::insert(tx, still_there(collection)?, document)?;
            sum.inserted += 1;
            Ok(doc! { "n": 1 })
        }
        Write::Update(statement) => {
            let done = update::run_one(tx, collection, statement, now)?;
            sum.matched += done.matched;
            sum.modified += done.modified;
            let n = index_number(done.matched + usize::from(done.upserted.is_some()));
            let mut told = doc! { "n": n, "nModified": index_number(done.modified) };
            if let Some(id) = done.upserted {
                sum.upserted += 1;
                told.insert("upserted", doc! { "_id": id });
            }
            Ok(told)
        }
        Write::Delete(statement) => {
            let n_removed = delete::run_one(tx, collection, statement)?;
            sum.deleted += n_removed;
            Ok(doc! { "n": index_number(n_removed) })
        }
    })
}
