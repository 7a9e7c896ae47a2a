using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>
/// The kinds of options there are. What cannot be read becomes a fault that names option, value and what would do; an
/// option that is not given is null.
/// </summary>
internal static class OptionKinds
{
    private const string Auto = "auto";

    /// <summary>A whole number.</summary>
    public static Option<int?> Whole(string name, string description) =>
        Single<int?>(name, "N", description, text => ReadWhole(text, "a whole number"));

    /// <summary>A whole number, or <c>auto</c>.</summary>
    public static Option<CountOrAuto?> WholeOrAuto(string name, string description) =>
        Single<CountOrAuto?>(name, "N|auto", description, text =>
            new CountOrAuto(text == Auto ? null : ReadWhole(text, "auto or a whole number")));

    /// <summary>A number with a decimal point.</summary>
    public static Option<double?> Number(string name, string description) =>
        Single<double?>(name, "X", description, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new FormatException($"'{text}' is not a number, e.g. 0.7."));

    /// <summary>An amount of bytes, with its unit.</summary>
    public static Option<Bytes?> Size(string name, string description) =>
        Single<Bytes?>(name, "SIZE", description, text =>
            QuantityText.TryParse(text, out Bytes size, out var fault) ? size : throw new FormatException($"{fault}."));

    /// <summary>An amount of bytes, with its unit, or <c>infinite</c>.</summary>
    public static Option<SizeLimit?> SizeOrInfinite(string name, string description) =>
        Single<SizeLimit?>(name, "SIZE|infinite", description, text =>
            SizeLimit.TryParse(text, out var limit, out var fault) ? limit : throw new FormatException($"{fault}."));

    /// <summary>A span of time, with its unit.</summary>
    public static Option<VirtualDuration?> Duration(string name, string description) =>
        Single<VirtualDuration?>(name, "TIME", description, text =>
            QuantityText.TryParse(text, out VirtualDuration time, out var fault)
                ? time
                : throw new FormatException($"{fault}."));

    /// <summary>How requests arrive.</summary>
    public static Option<ArrivalSpec?> Arrivals(string name, string description) =>
        Single<ArrivalSpec?>(name, "ARRIVALS", description, text => ArrivalSpec.Parse(text));

    /// <summary>How many tokens requests have.</summary>
    public static Option<LengthSpec?> Length(string name, string description) =>
        Single<LengthSpec?>(name, "N[:CV]", description, text => LengthSpec.Parse(text));

    /// <summary>The seed of random numbers.</summary>
    public static Option<ulong?> Seed(string name, string description) =>
        Single<ulong?>(name, "N", description, text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new FormatException($"'{text}' is not a whole number from 0 to {ulong.MaxValue}, e.g. 1."));

    /// <summary>How tokens choose experts.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">Its help.</param>
    /// <param name="skew">What <c>skewed</c> alone means.</param>
    public static Option<RoutingSpec?> Routing(
        string name, string description, double skew = RoutingSpec.DefaultSkew) =>
        Single<RoutingSpec?>(name, "ROUTING", description, text => RoutingSpec.Parse(text, skew));

    /// <summary>One word of a few.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">Its help.</param>
    /// <param name="words">What each word means.</param>
    public static Option<T?> OneOf<T>(
        string name, string description, params IReadOnlyList<(string Word, T Value)> words)
        where T : struct
    {
        var known = string.Join("|", words.Select(pair => pair.Word));
        return Single<T?>(name, known, description, text =>
        {
            var found = words.Where(pair => pair.Word == text).ToList();
            return found.Count > 0 ? found[0].Value : throw new FormatException($"'{text}' is none of {known}.");
        });
    }

    /// <summary>The path of a file.</summary>
    public static Option<string?> File(string name, string helpName, string description) =>
        Single<string?>(name, helpName, description, text =>
            text.Length > 0 ? text : throw new FormatException("'' is not the name of a file."));

    /// <summary>Names between commas; the option may be given more than once.</summary>
    public static Option<ImmutableArray<string>?> Names(string name, string helpName, string description) => new(name)
    {
        HelpName = helpName,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(','))],
    };

    /// <summary>Whole numbers between commas.</summary>
    public static Option<ImmutableArray<int>?> Wholes(string name, string description) =>
        List(name, description, part => ReadWhole(part, "a whole number"));

    /// <summary>Values between commas.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">Its help.</param>
    /// <param name="read">Reads one of them.</param>
    public static Option<ImmutableArray<T>?> List<T>(string name, string description, Func<string, T> read) =>
        Single<ImmutableArray<T>?>(name, "LIST", description, text => [.. text.Split(',').Select(read)]);

    /// <summary>A set that is written as words.</summary>
    /// <param name="name">The option.</param>
    /// <param name="helpName">How it is written.</param>
    /// <param name="description">Its help.</param>
    /// <param name="read">Reads all of it.</param>
    public static Option<T?> Set<T>(string name, string helpName, string description, Func<string, T> read)
        where T : struct => Single<T?>(name, helpName, description, text => read(text));

    private static int ReadWhole(string text, string kind) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"'{text}' is not {kind} of at most {int.MaxValue}.");

    private static Option<T> Single<T>(string name, string helpName, string description, Func<string, T> read)
    {
        return new Option<T>(name) { HelpName = helpName, Description = description, CustomParser = Parse };

        T? Parse(ArgumentResult result)
        {
            try
            {
                return read(result.Tokens[0].Value);
            }
            catch (FormatException exception)
            {
                result.AddError(exception.Message);
                return default;
            }
        }
    }
}
