using System.Collections;
using System.Globalization;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Parameters by their number.</summary>
    public class ParameterList : Module, IList<Parameter>
    {
        public ParameterList(params Parameter[] parameters)
            : base(nameof(ParameterList)) => extend(parameters);

        public int Count => _internal_params.Count;

        public bool IsReadOnly => false;

        public Parameter this[int index]
        {
            get => _internal_params[Key(index)];
            set => _internal_params[Key(index)] = value;
        }

        public void Add(Parameter item) => register_parameter(Key(Count), item);

        public void append(params Parameter[] parameters) => extend(parameters);

        public void extend(IEnumerable<Parameter> parameters)
        {
            foreach (var parameter in parameters)
            {
                Add(parameter);
            }
        }

        public void Clear() => _internal_params.clear();

        public bool Contains(Parameter item) => IndexOf(item) >= 0;

        public void CopyTo(Parameter[] array, int arrayIndex) => _internal_params.Values.ToArray().CopyTo(array, arrayIndex);

        public int IndexOf(Parameter item) => _internal_params.Values.ToList().FindIndex(parameter => ReferenceEquals(parameter, item));

        public void Insert(int index, Parameter item) => Renew(list => list.Insert(index, item));

        public bool Remove(Parameter item)
        {
            var index = IndexOf(item);
            if (index >= 0)
            {
                RemoveAt(index);
            }

            return index >= 0;
        }

        public void RemoveAt(int index) => Renew(list => list.RemoveAt(index));

        public IEnumerator<Parameter> GetEnumerator() => _internal_params.Values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private static string Key(int index) => index.ToString(CultureInfo.InvariantCulture);

        private void Renew(Action<List<Parameter>> change)
        {
            var list = _internal_params.Values.ToList();
            change(list);
            Clear();
            extend(list);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ParameterList ParameterList(params Modules.Parameter[] parameters) => new(parameters);
        }
    }
}
